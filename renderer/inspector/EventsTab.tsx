import type { EventRow } from '../../shared/view/rows.ts';
import { StateMark } from '../design/StateMark.tsx';
import { formatClock } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import './events-tab.css';

/** The Events about the object as a chain, oldest first, so that it reads as a story. */
export function EventsTab({ events }: { events: readonly EventRow[] }) {
  const { t } = useText();
  if (events.length === 0) return <p className="inspector-quiet">{t('inspector:events.none')}</p>;
  return (
    <ol className="chain">
      {[...events].reverse().map((event) => (
        <li key={event.uid} className="chain-step">
          <time className="chain-time mono">{formatClock(event.lastMs)}</time>
          <span className="chain-icon">
            {event.type === 'Warning' ? (
              <StateMark family="attention" name="Pressure" size={13} label={event.type} />
            ) : (
              <span className="chain-plain" />
            )}
          </span>
          <div className="chain-text">
            <p className="chain-title">
              {event.reason}
              {event.count > 1 && <span className="chain-count mono">×{event.count}</span>}
            </p>
            <p className="chain-detail">{event.message}</p>
            <p className="chain-source">
              {event.component}
              {event.count > 1 && event.firstMs !== event.lastMs
                ? ` · ${t('inspector:events.since', { time: formatClock(event.firstMs) })}`
                : ''}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
