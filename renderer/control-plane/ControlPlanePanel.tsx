import { X } from 'lucide-react';
import { controlPlaneTrouble, votersOf } from '../../shared/view/control-plane-trouble.ts';
import type { ControlPlaneView } from '../../shared/view/control-plane.ts';
import { IconButton } from '../design/IconButton.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { Section } from '../inspector/parts/Section.tsx';
import { useEnlargedPanel } from '../store/use-enlarged-panel.ts';
import { useControlPlane } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';
import { Components } from './Components.tsx';
import { EtcdHistory } from './EtcdHistory.tsx';
import { EtcdLinks } from './EtcdLinks.tsx';
import { EtcdMembers } from './EtcdMembers.tsx';
import './control-plane.css';

const wantedWidth = 420;

/** etcd's members, who leads and why there is no quorum, and the components that stand on it. Stands in the inspector's place. */
export function ControlPlanePanel() {
  const { t } = useText();
  const view = useControlPlane();
  useEnlargedPanel('inspector', view === undefined ? undefined : wantedWidth);
  return (
    <section className="control-plane" aria-label={t('inspector:etcd.title')}>
      <header className="control-plane-head">
        <h2 className="control-plane-title">{t('inspector:etcd.title')}</h2>
        <IconButton label={t('inspector:problems.close')} icon={<X size={16} />} side="left" onClick={() => useUi.setState({ inspectorView: 'object' })} />
      </header>
      {view === undefined ? <p className="control-plane-none">{t('inspector:etcd.managed')}</p> : (
        <div className="control-plane-body">
          <Answer view={view} />
          {view.etcd && (
            <>
              <Section title="etcd" aside={t('inspector:etcd.term', { term: view.etcd.term })}><p className="etcd-intro">{t('inspector:etcd.intro')}</p><EtcdMembers etcd={view.etcd} /></Section>
              {view.etcd.members.length > 1 && <Section title={t('inspector:etcd.links')}><EtcdLinks members={view.etcd.members} /></Section>}
            </>
          )}
          <Section title={t('inspector:etcd.components')}><Components view={view} /></Section>
          {view.etcd && <Section title={t('inspector:etcd.history')}><EtcdHistory history={view.etcd.history} /></Section>}
        </div>
      )}
    </section>
  );
}

/** Whether things can be written, and why not. */
function Answer({ view }: { view: ControlPlaneView }) {
  const { t, localize } = useText();
  const trouble = controlPlaneTrouble(view);
  const family = view.api.answers ? 'ready' : trouble === undefined ? 'waiting' : trouble.passing ? 'working' : 'bad';
  const voters = votersOf(view.etcd?.members ?? []).length;
  return (
    <div className="control-plane-answer" role="status">
      <StateMark family={family} size={16} />
      <div className="control-plane-words">
        <span className="control-plane-headline">
          {trouble ? localize(trouble.headline) : view.api.answers ? t('inspector:etcd.works') : t('inspector:etcd.notYet')}
        </span>
        {view.etcd && view.etcd.why?.kind !== 'NoQuorum' && <span className="control-plane-quorum">{t('inspector:etcd.quorum', { have: view.etcd.quorum.have, total: voters, needed: view.etcd.quorum.needed })}</span>}
        {trouble && <span className="control-plane-mend">{localize(trouble.mend)}</span>}
      </div>
    </div>
  );
}
