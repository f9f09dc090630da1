import { useElementSize } from "@mantine/hooks";
import { AxisBottom } from "@visx/axis";
import { scaleLinear } from "@visx/scale";
import { textWidth } from "./text.ts";

export interface Interval {
  readonly key: string;
  /** Said before the row. */
  readonly label: string;
  /** Said for the row: "ヤマト 北海道 2日 (2–3日)、120件". */
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

const AXIS = 24;
const EDGE = 14;

/** Where words stand: beside the lines, or above them where that would leave the lines too little room. */
const layout = (rows: readonly Interval[], width: number) => {
  const left = Math.max(...rows.map((row) => textWidth(row.label))) + 20;
  const right = Math.max(...rows.map((row) => textWidth(row.note))) + 20;
  return width - left - right >= width * 0.45
    ? { above: false, row: 26, left, right: Math.max(right, EDGE) }
    : { above: true, row: 46, left: EDGE, right: EDGE };
};

/** Values with their intervals, one below the other, to be compared. */
export const IntervalChart = ({
  rows,
  label,
  most,
  whole = false,
  tick,
}: {
  readonly rows: readonly Interval[];
  readonly label: string;
  /** End of the axis; the largest interval where absent. */
  readonly most?: number;
  /** Only whole numbers mean something: days. */
  readonly whole?: boolean;
  readonly tick: (value: number) => string;
}) => {
  const { ref, width } = useElementSize();
  const { above, row: step, left, right } = layout(rows, width);
  const height = rows.length * step + AXIS;
  const inner = Math.max(0, width - left - right);
  const largest = Math.max(1, ...rows.map((row) => row.high ?? row.value ?? 0));
  const end = most ?? (whole ? Math.ceil(largest) + 1 : largest);
  const x = scaleLinear({ domain: [0, end], range: [0, inner] });
  const ticks = x.ticks(inner < 320 ? 3 : 6).filter((at) => !whole || Number.isInteger(at));
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label} style={{ fontSize: 12 }}>
          {ticks.map((at) => (
            <line key={at} x1={left + x(at)} x2={left + x(at)} y1={0} y2={height - AXIS} stroke="var(--hair)" />
          ))}
          {rows.map((row, i) => (
            <g
              key={row.key}
              transform={`translate(0,${i * step + (above ? step - 12 : step / 2)})`}
              opacity={row.faint ? 0.5 : 1}
            >
              <title>{row.title}</title>
              <text
                {...(above ? { x: 0, y: -17 } : { x: left - 10, textAnchor: "end" as const })}
                dominantBaseline="middle"
                fill="var(--ink)"
              >
                {row.label}
              </text>
              {row.value !== null && (
                <>
                  <line
                    x1={left + x(row.low ?? row.value)}
                    x2={left + x(Math.min(end, row.high ?? end))}
                    stroke="var(--accent)"
                    strokeWidth={2}
                    strokeLinecap="round"
                    // An interval that is open at its end goes on.
                    strokeDasharray={row.high === null ? "3 4" : undefined}
                  />
                  <circle cx={left + x(row.value)} r={4.5} fill="var(--accent)" />
                </>
              )}
              <text
                {...(above ? { x: width, y: -17, textAnchor: "end" as const } : { x: left + inner + 12 })}
                dominantBaseline="middle"
                fill="var(--ink-soft)"
              >
                {row.note}
              </text>
            </g>
          ))}
          <AxisBottom
            scale={x}
            left={left}
            top={height - AXIS}
            hideTicks
            stroke="var(--hair)"
            tickValues={ticks}
            tickFormat={(value) => tick(Number(value))}
            tickLabelProps={{ textAnchor: "middle", dy: 2 }}
          />
        </svg>
      )}
    </div>
  );
};
