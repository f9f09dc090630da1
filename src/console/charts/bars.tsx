import { useElementSize } from "@mantine/hooks";
import { AxisBottom, AxisLeft } from "@visx/axis";
import { scaleBand, scaleLinear } from "@visx/scale";
import { useNavigate } from "@tanstack/react-router";
import { number } from "../format.ts";
import { textWidth } from "./text.ts";

export interface Bar {
  readonly key: string;
  /** Below the axis; "" leaves the place empty. */
  readonly label: string;
  /** Said for this bar: "14時 123 件". */
  readonly title: string;
  readonly value: number;
  /** The rows behind it. */
  readonly to?: string;
  /** Still being counted. */
  readonly open?: boolean;
}

const EDGE = { top: 8, right: 20, bottom: 24 };

/** Amounts beside one another. A bar with `to` opens the rows behind it. */
export const BarChart = ({
  bars,
  height = 160,
  label,
}: {
  readonly bars: readonly Bar[];
  readonly height?: number;
  readonly label: string;
}) => {
  const { ref, width } = useElementSize();
  const navigate = useNavigate();
  const tall = height - EDGE.top - EDGE.bottom;
  const most = Math.max(1, ...bars.map((b) => b.value));
  const y = scaleLinear({ domain: [0, most], range: [tall, 0], nice: true });
  // What is counted is whole: half a message is no mark on an axis.
  const ticks = y.ticks(3).filter((tick) => Number.isInteger(tick));
  const left = Math.max(44, ...ticks.map((tick) => textWidth(number(tick)) + 14));
  const inner = { width: Math.max(0, width - left - EDGE.right), height: tall };
  const x = scaleBand({ domain: bars.map((b) => b.key), range: [0, inner.width], padding: 0.2 });
  const labels = new Map(bars.map((b) => [b.key, b.label]));
  return (
    <div ref={ref} style={{ height }}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <g transform={`translate(${left},${EDGE.top})`}>
            {ticks.map((tick) => (
              <line key={tick} x1={0} x2={inner.width} y1={y(tick)} y2={y(tick)} stroke="var(--hair)" />
            ))}
            {bars.map((bar) => (
              <rect
                key={bar.key}
                className="mark"
                x={x(bar.key)}
                y={y(bar.value)}
                width={x.bandwidth()}
                height={Math.max(0, inner.height - y(bar.value))}
                rx={1.5}
                opacity={bar.open ? 0.5 : 1}
                style={bar.to ? { cursor: "pointer" } : undefined}
                onClick={bar.to ? () => void navigate({ href: bar.to as string }) : undefined}
              >
                <title>{bar.title}</title>
              </rect>
            ))}
            <AxisLeft
              scale={y}
              hideAxisLine
              hideTicks
              tickValues={ticks}
              tickFormat={(v) => number(Number(v))}
              tickLabelProps={{ textAnchor: "end", dx: -4, dy: 3 }}
            />
            <AxisBottom
              scale={x}
              top={inner.height}
              hideTicks
              stroke="var(--hair)"
              tickValues={bars.filter((b) => b.label !== "").map((b) => b.key)}
              tickFormat={(key) => labels.get(key) ?? ""}
              tickLabelProps={{ textAnchor: "middle", dy: 2 }}
            />
          </g>
        </svg>
      )}
    </div>
  );
};
