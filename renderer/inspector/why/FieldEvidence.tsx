import type { WhyEvidence } from '../../../shared/view/why.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ObjectLink } from '../parts/Facts.tsx';

/** The object, the field and the value that decided it; a default says so. */
export function FieldEvidence({ evidence: { ref, field, value, isDefault, text, writtenBy } }: { evidence: Extract<WhyEvidence, { kind: 'field' }> }) {
  const { t, localize } = useText();
  return (
    <li className="why-field">
      <KindIcon kind={ref.kind} size={15} />
      <div className="why-field-text">
        <p>{localize(text)}</p>
        <p className="why-field-path">
          <ObjectLink to={ref}>
            {ref.kind}/{ref.name}
          </ObjectLink>{' '}
          <span className="mono">
            {field}: {value}
          </span>
          {isDefault && <span className="why-default">{t('inspector:why.default')}</span>}
          {writtenBy && <span className="why-default">{t('inspector:why.writtenBy', { manager: writtenBy.manager })}</span>}
        </p>
      </div>
    </li>
  );
}
