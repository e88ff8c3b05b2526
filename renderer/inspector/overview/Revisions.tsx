import type { CardRow } from '../../../shared/view/rows.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useCard, useCardUids } from '../../store/hooks.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import './rollout.css';

/** The ReplicaSets of a Deployment, newest first, with how many pods each holds. */
export function Revisions({ uid }: { uid: string }) {
  const { t } = useText();
  useCardUids();
  useCard(uid);
  const owned = mirror
    .cardUids()
    .map((cardUid) => mirror.card(cardUid))
    .filter((card): card is CardRow => card?.ownerUid === uid)
    .sort((a, b) => (b.revision ?? 0) - (a.revision ?? 0));
  if (owned.length === 0) return null;
  return (
    <Section title={t('inspector:workload.revisions')}>
      <ul className="revisions">
        {owned.map((card) => (
          <Revision key={card.uid} uid={card.uid} />
        ))}
      </ul>
    </Section>
  );
}

function Revision({ uid }: { uid: string }) {
  const card = useCard(uid);
  if (card === undefined) return null;
  return (
    <li className="revision">
      <span className="revision-number mono">{card.revision ?? '–'}</span>
      <ObjectLink to={card.ref} />
      <span className="revision-count mono">{card.replicas ? `${card.replicas.ready}/${card.replicas.desired}` : ''}</span>
    </li>
  );
}
