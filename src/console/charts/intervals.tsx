import { useElementSize } from "@mantine/hooks";
import { AxisBottom } from "@visx/axis";
import { scaleLinear } from "@visx/scale";

export interface Interval {
  readonly key: string;
  /** Said before the row. */
  readonly label: string;
  /** Said for the row: "ヤマト 北海道 2日 (2–3日)、n=120". */
  readonly title: string;
  /** null: not enough is known for a point. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Said after the row. */
  readonly note: string;
  /** Too little to compare: drawn faint. */
  readonly faint?: boolean;
}

const ROW = 26;
const AXIS = 24;

/** Values with their intervals, one below the other, to be compared. */
export const IntervalChart = ({
  rows,
  label,
  most,
  tick,
}: {
  readonly rows: readonly Interval[];
  readonly label: string;
  /** End of the axis; the largest interval where absent. */
  readonly most?: number;
  readonly tick: (value: number) => string;
}) => {
  const { ref, width } = useElementSize();
  const height = rows.length * ROW + AXIS;
  const margin = width < 480 ? { left: 92, right: 76 } : { left: 168, right: 104 };
  const inner = Math.max(0, width - margin.left - margin.right);
  const end = most ?? Math.max(1, ...rows.map((row) => row.high ?? row.value ?? 0));
  const x = scaleLinear({ domain: [0, end], range: [0, inner] });
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label} style={{ fontSize: 12 }}>
          {x.ticks(width < 480 ? 3 : 6).map((at) => (
            <line
              key={at}
              x1={margin.left + x(at)}
              x2={margin.left + x(at)}
              y1={0}
              y2={height - AXIS}
              stroke="var(--hair)"
            />
          ))}
          {rows.map((row, i) => (
            <g key={row.key} transform={`translate(0,${i * ROW + ROW / 2})`} opacity={row.faint ? 0.5 : 1}>
              <title>{row.title}</title>
              <text x={margin.left - 10} textAnchor="end" dominantBaseline="middle" fill="var(--ink)">
                {row.label}
              </text>
              {row.value !== null && (
                <>
                  <line
                    x1={margin.left + x(row.low ?? row.value)}
                    x2={margin.left + x(Math.min(end, row.high ?? end))}
                    stroke="var(--accent)"
                    strokeWidth={2}
                    strokeLinecap="round"
                    // An interval that is open at its end goes on.
                    strokeDasharray={row.high === null ? "3 4" : undefined}
                  />
                  <circle cx={margin.left + x(row.value)} r={4.5} fill="var(--accent)" />
                </>
              )}
              <text x={margin.left + inner + 12} dominantBaseline="middle" fill="var(--ink-soft)">
                {row.note}
              </text>
            </g>
          ))}
          <AxisBottom
            scale={x}
            left={margin.left}
            top={height - AXIS}
            hideTicks
            stroke="var(--hair)"
            numTicks={width < 480 ? 3 : 6}
            tickFormat={(value) => tick(Number(value))}
            tickLabelProps={{ textAnchor: "middle", dy: 2 }}
          />
        </svg>
      )}
    </div>
  );
};
