import { Tooltip } from '../../design/Tooltip.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useSimulatedTime } from '../use-simulated-time.ts';
import { conditionFamily, type Condition } from './condition-family.ts';
import { Section } from './Section.tsx';
import './parts.css';

/**
 * Conditions with their marks, the time of the last change, and reason and message on hover; those that are not as they should be say so at
 * once.
 */
export function Conditions({ conditions }: { conditions: readonly Condition[] }) {
  const { t } = useText();
  const time = useSimulatedTime();
  if (conditions.length === 0) return null;
  return (
    <Section title={t('inspector:conditions')}>
      <ul className="conditions">
        {conditions.map((condition) => {
          const family = conditionFamily(condition);
          const isPlain = family === 'ready' || family === 'done';
          return (
            <li key={condition.type} className="condition">
              <Tooltip
                text={condition.reason ?? t('inspector:conditionIs', { type: condition.type, status: condition.status })}
                detail={condition.message || undefined}
                side="left"
              >
                <span className="condition-row" tabIndex={0}>
                  <StateMark family={family} size={14} label={condition.status} />
                  <span className="condition-type">{condition.type}</span>
                  <time className="condition-time mono">{time.clockOf(condition.lastTransitionTime)}</time>
                </span>
              </Tooltip>
              {!isPlain && (condition.message || condition.reason) && (
                <p className="condition-message">{condition.message || condition.reason}</p>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
