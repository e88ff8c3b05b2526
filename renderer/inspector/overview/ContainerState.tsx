import type { ContainerStatus } from '../../../shared/kubernetes/types/pod.ts';
import type { ContainerRow } from '../../../shared/view/rows.ts';
import { formatCpu, formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClock } from '../../store/hooks.ts';
import { useSimulatedTime } from '../use-simulated-time.ts';
import { containerFamily } from './container-state.ts';
import { isThrottled } from './container-use.ts';

/**
 * What of a container is not plain: what was done to it, CPU that it does not get, waiting and why, the last exit, when it is tried again, how far its image is. A healthy one that never
 * restarted says nothing.
 */
export function ContainerState({ status, row }: { status: ContainerStatus; row: ContainerRow | undefined }) {
  const { t } = useText();
  const { nowMs } = useClock();
  const time = useSimulatedTime();
  const { waiting, terminated } = status.state ?? {};
  const last = status.lastState?.terminated;
  const lines: string[] = [];
  if (row?.faults) lines.push(t('inspector:container.faults', { faults: row.faults.map((fault) => t(`inspector:fault.${fault}`)).join(', ') }));
  if (row?.use && isThrottled(row.use)) {
    const { cpuMilli, throttledMilli } = row.use;
    lines.push(t('inspector:container.throttled', { wanted: formatCpu(cpuMilli + throttledMilli), granted: formatCpu(cpuMilli) }));
  }
  if (waiting?.reason) lines.push(waiting.message ? `${waiting.reason}: ${waiting.message}` : waiting.reason);
  if (terminated)
    lines.push(
      t('inspector:container.exited', {
        reason: terminated.reason ?? '',
        code: terminated.exitCode,
        time: time.clockOf(terminated.finishedAt),
      }),
    );
  if (row?.pull && row.pull.endsAtMs > nowMs) {
    const share = (nowMs - row.pull.startedAtMs) / Math.max(1, row.pull.endsAtMs - row.pull.startedAtMs);
    lines.push(t('inspector:container.pulling', { percent: Math.max(0, Math.min(99, Math.floor(share * 100))) }));
  }
  if (row?.retryAtMs !== undefined && row.retryAtMs > nowMs)
    lines.push(t('inspector:container.retry', { time: formatDuration(row.retryAtMs - nowMs) }));
  if (last)
    lines.push(t('inspector:container.lastExit', { reason: last.reason ?? '', code: last.exitCode, time: time.clockOf(last.finishedAt) }));
  if (row?.oomKills !== undefined) lines.push(t('inspector:container.oomKills', { count: row.oomKills }));
  if (status.restartCount > 0) lines.push(t('inspector:container.restarts', { count: status.restartCount }));
  if (lines.length === 0) return null;
  return (
    <ul className="container-state" data-family={containerFamily(status)}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
