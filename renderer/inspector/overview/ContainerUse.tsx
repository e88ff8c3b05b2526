import type { JsonObject } from '../../../shared/json.ts';
import { parseQuantity } from '../../../shared/kubernetes/quantity.ts';
import { quantityMilliValue, quantityValue } from '../../../shared/kubernetes/quantity-number.ts';
import type { ContainerRow } from '../../../shared/view/rows.ts';
import { Gauge } from '../../design/Gauge.tsx';
import { formatBytes, formatCpu } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { bytesPair } from './resource-pair.ts';
import { getIn } from '../form/set-in.ts';

/** What a container uses of its limit (else of its request); without a known use, what it asks for. */
export function ContainerUse({ container, use }: { container: JsonObject; use: ContainerRow['use'] }) {
  const { t } = useText();
  const read = (side: string, resource: string, value: (text: string) => number): number | undefined => {
    const text = getIn(container, ['resources', side, resource]);
    return (typeof text === 'string' || typeof text === 'number') && parseQuantity(String(text)).ok ? value(String(text)) : undefined;
  };
  const rows = [
    {
      name: t('inspector:cpuShort'),
      used: use?.cpuMilli,
      request: read('requests', 'cpu', quantityMilliValue),
      limit: read('limits', 'cpu', quantityMilliValue),
      format: formatCpu,
      pair: (part: number, whole: number) => `${formatCpu(part)}/${formatCpu(whole)}`,
    },
    {
      name: t('inspector:memoryShort'),
      used: use?.memoryBytes,
      request: read('requests', 'memory', quantityValue),
      limit: read('limits', 'memory', quantityValue),
      format: formatBytes,
      pair: bytesPair,
    },
  ].filter((row) => row.used !== undefined || row.request !== undefined || row.limit !== undefined);
  if (rows.length === 0) return null;
  return (
    <div className="container-use">
      {rows.map(({ name, used, request, limit, format, pair }) => {
        const bound = limit ?? request;
        const text =
          used === undefined
            ? limit === undefined || limit === request
              ? format(request ?? limit ?? 0)
              : `${request === undefined ? '–' : format(request)} – ${format(limit)}`
            : bound === undefined
              ? format(used)
              : pair(used, bound);
        return (
          <span key={name} className="container-resource">
            <span className="container-resource-name">{name}</span>
            {used !== undefined && bound !== undefined && (
              <Gauge used={used} requested={request ?? 0} allocatable={bound} label={`${name} ${text}`} />
            )}
            <span className="container-resource-value mono">{text}</span>
          </span>
        );
      })}
    </div>
  );
}
