import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { formatMs, formatRate } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useTraffic } from '../../store/hooks.ts';
import { CommandButtons } from '../CommandButtons.tsx';
import { Fact, Facts } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import './traffic.css';

/** What comes of the requests of a source, or of those for a Service, now: how many, how fast, and in words why the others fail. */
export function TrafficNow({ of }: { of: ObjectRef }) {
  const { t, localize } = useText();
  const row = useTraffic(refKey(of));
  return (
    <Section title={t('inspector:traffic.now')}>
      {row === undefined ? (
        <p className="form-empty">{t(`inspector:traffic.none.${of.kind === 'Service' ? 'service' : 'source'}`)}</p>
      ) : (
        <>
          <Facts>
            <Fact label={t('inspector:traffic.rps')} mono>{formatRate(row.rps)}</Fact>
            <Fact label={t('inspector:traffic.served')} mono>{formatRate(row.servedRps)}</Fact>
            <Fact label={t('inspector:traffic.failed')} mono>{row.failedRps > 0 ? `${formatRate(row.failedRps)} (${percent(row.failedRps, row.rps)} %)` : formatRate(0)}</Fact>
            {row.servedRps > 0 && <Fact label="p50 / p95" mono>{`${formatMs(row.p50Ms)} / ${formatMs(row.p95Ms)}`}</Fact>}
          </Facts>
          {row.failures.length > 0 && (
            <ul className="kind-lines" aria-label={t('inspector:traffic.causes')}>
              {row.failures.map(({ cause, rps, text, details }) => (
                <li key={cause.kind} className="kind-line traffic-failure">
                  <StateMark family="bad" size={14} label={t('inspector:traffic.fails')} />
                  <span className="traffic-cause">
                    {localize(text)}
                    {details.map((detail, index) => (
                      <span key={index} className="traffic-detail">{localize(detail)}</span>
                    ))}
                  </span>
                  <span className="kind-aside mono">{formatRate(rps)}</span>
                </li>
              ))}
            </ul>
          )}
          <div className="traffic-commands"><CommandButtons ids={['followRequestOfSelection']} /></div>
        </>
      )}
    </Section>
  );
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 1_000) / 10 : 0;
}
