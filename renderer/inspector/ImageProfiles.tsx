import { ChevronRight } from 'lucide-react';
import { Fragment, useEffect, useMemo, useState } from 'react';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import type { ImageProfile } from '../../shared/topology/behaviour.ts';
import { sendEdit } from '../commands/edit.ts';
import { KindIcon } from '../design/KindIcon.tsx';
import { useText } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { useClockRunning, useCluster, useHistory } from '../store/hooks.ts';
import { quantity } from './form/checks.ts';
import { EditingContext, type Editing } from './form/editing.ts';
import { NumberField, SwitchField, TextField } from './form/fields.tsx';
import { setIn } from './form/set-in.ts';
import { ImageRequestFields } from './ImageRequestFields.tsx';
import { Section } from './parts/Section.tsx';
import './kinds/kinds.css';

interface Known {
  /** What the design says of its images. */
  profiles: readonly ImageProfile[];
  /** Images in use, each with everything that decides its behaviour. */
  used: readonly JsonObject[];
}

/** What is known of the images in use, read again after every edit of the design. */
function useKnownImages(): Known | undefined {
  // Every edit of the design moves the history.
  const history = useHistory();
  // So do controllers: pods that they make use images that no edit has named.
  const isRunning = useClockRunning();
  const hasPods = (useCluster()?.pods ?? 0) > 0;
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    let wanted = true;
    void request('images.list').then((answer) => {
      if (wanted && answer.ok) setKnown(answer.value as unknown as Known);
    });
    return () => {
      wanted = false;
    };
  }, [history, isRunning, hasPods]);
  return known;
}

/** How containers of each image behave, since they run no program: the design's `spec.images`, with what is known or assumed in grey. */
export function ImageProfiles() {
  const { t } = useText();
  const known = useKnownImages();
  if (known === undefined || known.used.length === 0) return null;
  return (
    <Section title={t('inspector:images.title')} aside={String(known.used.length)}>
      <p className="form-empty">{t('inspector:images.hint')}</p>
      {known.used.map((effective) => (
        <Profile key={String(effective['image'])} effective={effective} profiles={known.profiles} />
      ))}
    </Section>
  );
}

/** How the image of one container behaves, from the container itself. Every container of the image behaves so. */
export function ImageBehaviour({ image }: { image: string }) {
  const { t } = useText();
  const known = useKnownImages();
  const effective = known?.used.find((candidate) => candidate['image'] === image);
  if (known === undefined || effective === undefined) return null;
  return (
    <div className="image-behaviour" role="group" aria-label={t('inspector:images.one')}>
      <h4 className="section-title">{t('inspector:images.one')}</h4>
      <p className="form-empty">{t('inspector:images.oneHint')}</p>
      <Profile effective={effective} profiles={known.profiles} />
    </div>
  );
}

function Profile({ effective, profiles }: { effective: JsonObject; profiles: readonly ImageProfile[] }) {
  const image = String(effective['image']);
  const [isOpen, setIsOpen] = useState(false);
  const own = profiles.find((profile) => profile.image === image);
  const editing = useMemo<Editing>(() => {
    const value = (own ?? { image }) as unknown as JsonObject;
    return {
      value, live: effective, settled: true, readOnly: false, errorAt: () => undefined, hasErrorIn: () => false,
      set: (path, next: JsonValue | undefined) => {
        const changed = withWholeExit(setIn(value, path, next)) as unknown as ImageProfile;
        const others = profiles.filter((profile) => profile !== own);
        const images = Object.keys(changed).length > 1 ? [...others, changed] : others;
        void sendEdit({ changes: [{ op: 'cluster', patch: { spec: { images: images.length > 0 ? images : null } } }], label: { key: 'inspector:images.edit', params: { image } } });
      },
    };
  }, [own, effective, profiles, image]);
  return (
    <div className="schema-group" data-open={isOpen ? '' : undefined}>
      <div className="schema-head">
        <button type="button" className="schema-toggle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <ChevronRight size={13} className="schema-chevron" aria-hidden />
          <KindIcon kind="Container" size={14} />
          <span className="schema-title truncate mono" title={image}>{image}</span>
        </button>
      </div>
      {isOpen && (
        <EditingContext.Provider value={editing}>
          <ProfileFields />
        </EditingContext.Provider>
      )}
    </div>
  );
}

/** An end has a time and a code: the one that is not written yet is 0; without either there is none. */
function withWholeExit(profile: JsonObject): JsonObject {
  const { exit, ...others } = profile;
  if (!isJsonObject(exit)) return profile;
  if (exit['afterSeconds'] === undefined && exit['code'] === undefined) return others;
  return { ...profile, exit: { afterSeconds: 0, code: 0, ...exit } };
}

const seconds = ['startSeconds', 'readySeconds', 'stopSeconds', 'hangAfterSeconds'] as const;
const quantities = ['size', 'cpu', 'memory', 'memoryPerSecond', 'disk', 'diskPerSecond'] as const;

const hooks = ['postStart', 'preStop'] as const;

function ProfileFields() {
  const { t } = useText();
  return (
    <div className="schema-body form">
      {seconds.map((name) => (
        <NumberField key={name} path={[name]} label={t(`inspector:images.${name}`)} unit="s" />
      ))}
      {quantities.map((name) => (
        <TextField key={name} path={[name]} label={t(`inspector:images.${name}`)} check={quantity} />
      ))}
      <SwitchField path={['neverReady']} label={t('inspector:images.neverReady')} />
      <SwitchField path={['missing']} label={t('inspector:images.missing')} />
      <NumberField path={['stopCode']} label={t('inspector:images.stopCode')} />
      <NumberField path={['processes']} label={t('inspector:images.processes')} />
      <NumberField path={['exit', 'afterSeconds']} label={t('inspector:images.exit.afterSeconds')} unit="s" />
      <NumberField path={['exit', 'code']} label={t('inspector:images.exit.code')} />
      <TextField path={['exit', 'reason']} label={t('inspector:images.exit.reason')} />
      <TextField path={['message']} label={t('inspector:images.message')} />
      <TextField path={['user']} label={t('inspector:images.user')} />
      {hooks.map((hook) => (
        <Fragment key={hook}>
          <NumberField path={[hook, 'seconds']} label={t('inspector:images.hook.seconds', { hook })} unit="s" />
          <NumberField path={[hook, 'code']} label={t('inspector:images.hook.code', { hook })} />
        </Fragment>
      ))}
      <ImageRequestFields />
    </div>
  );
}
