import { useEffect, useState } from 'react';
import type { CloudCall } from '../../../../shared/view/cloud.ts';
import { Button } from '../../../design/Button.tsx';
import { StateMark } from '../../../design/StateMark.tsx';
import { formatClock } from '../../../i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { request } from '../../../ipc/client.ts';
import { mirror } from '../../../store/cluster.ts';
import { ui } from '../../../store/ui.ts';
import { filterCalls } from '../../../timeline/cloud/call-text.ts';
import { useThrottled } from '../../../timeline/use-throttled.ts';
import { Section } from '../../parts/Section.tsx';

/** All that are remembered: those that made the network are the oldest. */
const asked = 2_000;
const shown = 6;
const intervalMs = 1_000;
const readCount = (): number => mirror.cloud?.calls ?? 0;

/** The newest calls in which an id occurs, as parameter or in the answer; the list of all calls has the rest. */
export function ResourceCalls({ id }: { id: string }) {
  const { t } = useText();
  const count = useThrottled('cloud', readCount, intervalMs);
  const [calls, setCalls] = useState<readonly CloudCall[]>([]);
  useEffect(() => {
    let wanted = true;
    void request('cloud.calls', { limit: asked }).then((answer) => {
      if (wanted && answer.ok) setCalls(filterCalls(answer.value, { text: id, errorsOnly: false }));
    });
    return () => { wanted = false; };
  }, [id, count]);
  return (
    <Section title={t('cloud:calls')} aside={calls.length === 0 ? undefined : calls.length}>
      {calls.length === 0 && <p className="form-empty">{t('cloud:noCalls')}</p>}
      <ul className="network-list">
        {calls.slice(0, shown).map((call) => (
          <li key={call.id} className="network-item">
            <span className="network-call">{call.error && <StateMark family="attention" name="Pressure" size={12} />}<span className="truncate">{call.action}</span></span>
            <span className="mono network-range">{formatClock(call.atMs)}</span>
          </li>
        ))}
      </ul>
      {calls.length > 0 && <Button variant="quiet" onClick={() => ui.showCalls(id)}>{t('cloud:showCalls')}</Button>}
    </Section>
  );
}
