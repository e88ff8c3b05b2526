import type { WhyEvidence } from '../../../shared/view/why.ts';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { TimelineIcon } from '../../timeline/TimelineIcon.tsx';
import { ObjectLink } from '../parts/Facts.tsx';
import '../events-tab.css';

/** Recorded facts, oldest first, each the cause of the next. */
export function Chain({ steps }: { steps: Extract<WhyEvidence, { kind: 'chain' }>['steps'] }) {
  const { localize } = useText();
  return (
    <ol className="chain why-chain">
      {steps.map((step, index) => (
        <li key={index} className="chain-step">
          <time className="chain-time mono">{formatClock(step.atMs)}</time>
          <span className="chain-icon">
            <TimelineIcon icon={step.icon} size={14} />
          </span>
          <div className="chain-text">
            <p className="chain-title">
              {step.ref === undefined ? localize(step.text) : <ObjectLink to={step.ref}>{localize(step.text)}</ObjectLink>}
            </p>
            {step.detail !== undefined && <p className="chain-detail">{step.detail}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
