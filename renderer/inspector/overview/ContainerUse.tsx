import type { JsonObject } from '../../../shared/json.ts';
import type { ContainerUseRow } from '../../../shared/view/rows.ts';
import { Gauge } from '../../design/Gauge.tsx';
import { useText } from '../../i18n/use-text.ts';
import { resourceUses } from './container-use.ts';

/** CPU, memory, disk and processes of a container, with a gauge for what has a bound. */
export function ContainerUse({ container, use }: { container: JsonObject; use: ContainerUseRow | undefined }) {
  const { t } = useText();
  const uses = resourceUses(container, use);
  if (uses.length === 0) return null;
  return (
    <div className="container-use">
      {uses.map(({ name, text, gauge }) => (
        <span key={name} className="container-resource">
          <span className="container-resource-name">{t(name)}</span>
          {gauge && <Gauge used={gauge.used} requested={gauge.requested} allocatable={gauge.of} label={`${t(name)} ${text}`} />}
          <span className="container-resource-value mono">{text}</span>
        </span>
      ))}
    </div>
  );
}
