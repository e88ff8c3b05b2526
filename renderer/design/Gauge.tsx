import './gauge.css';

interface GaugeProps {
  /** All in the same unit. `used` is solid, `requested` the paler bar behind. */
  used: number;
  requested: number;
  allocatable: number;
  /** Spoken name, e.g. `CPU 1.2 of 2`. */
  label: string;
  /** Nothing is known (machine silent): an empty track. */
  unknown?: boolean | undefined;
}

function percent(value: number, of: number): string {
  return `${of <= 0 ? 0 : Math.min(100, Math.max(0, (value / of) * 100))}%`;
}

/** Use and requests of allocatable. Grey; amber from 70 %, orange from 85 % of use. */
export function Gauge({ used, requested, allocatable, label, unknown = false }: GaugeProps) {
  const share = allocatable > 0 ? used / allocatable : 0;
  const level = share >= 0.85 ? 'high' : share >= 0.7 ? 'raised' : 'normal';
  return (
    <span className="gauge" role="img" aria-label={label} data-level={level}>
      {!unknown && <span className="gauge-request" style={{ width: percent(requested, allocatable) }} />}
      {!unknown && <span className="gauge-use" style={{ width: percent(used, allocatable) }} />}
    </span>
  );
}
