import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { ObjectRelation } from '../../../shared/view/relations.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { useRelations } from '../../store/use-relations.ts';
import '../kinds/kinds.css';

/** What the object refers to and what refers to it, each with the field that says so. */
export function Relations({ target }: { target: ObjectRef }) {
  const { t } = useText();
  const relations = useRelations(refKey(target.kind === 'Machine' ? { apiVersion: 'v1', kind: 'Node', name: target.name } : target));
  if (relations.length === 0) return null;
  return (
    <Section title={t('inspector:relations')} aside={String(relations.length)}>
      <ul className="kind-lines">
        {relations.map((relation, index) => (
          <Row key={index} relation={relation} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ relation: { kind, direction, other, field, detail, broken } }: { relation: ObjectRelation }) {
  const { t, localize } = useText();
  return (
    <li className="relation-row" title={field}>
      <KindIcon kind={other?.kind ?? ''} size={14} />
      <span className="relation-text">
        {other && (
          <>
            {other.kind} {broken === undefined ? <ObjectLink to={other} /> : <span>{other.name}</span>}
          </>
        )}
        {broken !== undefined && (
          <span className="relation-broken" data-family="bad">
            {' '}
            {localize(broken)}
          </span>
        )}
      </span>
      <span className="relation-kind">{detail ?? t(`inspector:relation.${kind}.${direction}`)}</span>
    </li>
  );
}
