import { useMemo } from 'react';
import { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WhyEvidence } from '../../../shared/view/why.ts';
import { describeError } from '../../commands/show-error.ts';
import { useText } from '../../i18n/use-text.ts';
import { AutoscalingLooks } from './AutoscalingLooks.tsx';
import { Chain } from './Chain.tsx';
import { FieldEvidence } from './FieldEvidence.tsx';
import { FilterTable } from './FilterTable.tsx';
import { Remedies } from './Remedies.tsx';
import { Scores } from './Scores.tsx';
import { useWhy } from './use-why.ts';
import './why.css';

/** One sentence as the answer, then when it is decided again, then the evidence, last what would change it. All from recorded decisions. */
export function WhyTab({ target, live }: { target: ObjectRef; live: KubernetesObject | undefined }) {
  const { t, localize } = useText();
  const { answer, error } = useWhy(target);
  // Numbers of the present explain a decision only while it stands.
  const asked = useMemo(
    () => (live?.kind === 'Pod' && !(live as Pod).spec.nodeName ? schedulerRequest((live as Pod).spec) : undefined),
    [live],
  );
  if (error !== undefined) {
    const described = describeError(error);
    return (
      <p className="inspector-quiet">
        {described === undefined ? t('inspector:why.none') : `${localize(described.text)} ${described.detail ?? ''}`}
      </p>
    );
  }
  if (answer === undefined) return <p className="inspector-quiet">{t('inspector:why.asking')}</p>;
  const fields = answer.evidence.filter((item): item is Extract<WhyEvidence, { kind: 'field' }> => item.kind === 'field');
  return (
    <div className="why">
      <header className="why-answer" aria-live="polite">
        <h3 className="why-headline">{localize(answer.headline)}</h3>
        {answer.detail && <p className="why-detail">{localize(answer.detail)}</p>}
      </header>
      {answer.evidence.map((item, index) => {
        if (item.kind === 'scheduling') {
          return (
            <div key={index} className="why-part">
              {item.isCurrent && <FilterTable decision={item.decision} asked={asked} />}
              <Scores decision={item.decision} isCurrent={item.isCurrent} />
            </div>
          );
        }
        if (item.kind === 'autoscaling' && item.decisions.length > 0) {
          return (
            <div key={index} className="why-part">
              <h4 className="section-title why-title">{t('inspector:why.looks')}</h4>
              <AutoscalingLooks decisions={item.decisions} />
            </div>
          );
        }
        return item.kind === 'chain' && item.steps.length > 0 ? (
          <div key={index} className="why-part">
            <h4 className="section-title why-title">{t('inspector:why.chain')}</h4>
            <Chain steps={item.steps} />
          </div>
        ) : null;
      })}
      {fields.length > 0 && (
        <div className="why-part">
          <h4 className="section-title why-title">{t('inspector:why.fields')}</h4>
          <ul>
            {fields.map((item, index) => (
              <FieldEvidence key={index} evidence={item} />
            ))}
          </ul>
        </div>
      )}
      {answer.remedies.length > 0 && <Remedies remedies={answer.remedies} />}
    </div>
  );
}
