import { ChevronRight, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { PodStatus } from '../../../shared/kubernetes/types/pod.ts';
import type { ContainerRow } from '../../../shared/view/rows.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { KindIcon } from '../../design/KindIcon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ContainerFields } from '../form/ContainerFields.tsx';
import { useEditing } from '../form/editing.ts';
import { getIn, type Path } from '../form/set-in.ts';
import { Section } from '../parts/Section.tsx';
import { ImageBehaviour } from '../ImageProfiles.tsx';
import { ContainerState } from './ContainerState.tsx';
import { ContainerUse } from './ContainerUse.tsx';
import { containerFamily } from './container-state.ts';
import { freshContainer } from './fresh-container.ts';
import './containers.css';

interface ContainersProps {
  /** Leads to the pod spec: `['spec']`, or `['spec', 'template', 'spec']`. */
  basePath: Path;
  /** What the canvas knows of a pod's containers; absent for templates and pods out of view. */
  rows?: readonly ContainerRow[] | undefined;
  podStatus?: PodStatus | undefined;
}

/** Containers as cards: mark, name, image, use; a click unfolds state and form. */
export function Containers({ basePath, rows, podStatus }: ContainersProps) {
  const { t } = useText();
  const { value, readOnly, set } = useEditing();
  const list = (name: string): JsonObject[] => {
    const items = getIn(value, [...basePath, name]);
    return Array.isArray(items) ? items.filter(isJsonObject) : [];
  };
  const containers = list('containers');
  const all = [
    ...list('initContainers').map((container, index) => ({ container, index, list: 'initContainers' })),
    ...containers.map((container, index) => ({ container, index, list: 'containers' })),
  ];
  const add = (
    <button
      type="button"
      className="form-add"
      onClick={() =>
        set([...basePath, 'containers'], [...containers, freshContainer(all.map(({ container }) => String(container['name'])))])
      }
    >
      <Plus size={13} />
      {t('inspector:form.add')}
    </button>
  );
  return (
    <Section title={t('inspector:containers')} aside={readOnly ? undefined : add}>
      <ul className="containers">
        {all.map(({ container, index, list: name }) => (
          <Card
            key={`${name}/${index}`}
            container={container}
            path={[...basePath, name, index]}
            isInit={name === 'initContainers'}
            isTemplate={podStatus === undefined}
            row={rows?.find((row) => row.name === container['name'] && (row.init === true) === (name === 'initContainers'))}
            podStatus={podStatus}
            canRemove={!readOnly && (name === 'initContainers' || containers.length > 1)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface CardProps {
  container: JsonObject;
  path: Path;
  isInit: boolean;
  isTemplate: boolean;
  row: ContainerRow | undefined;
  podStatus: PodStatus | undefined;
  canRemove: boolean;
}

function Card({ container, path, isInit, isTemplate, row, podStatus, canRemove }: CardProps) {
  const { t } = useText();
  const { set } = useEditing();
  const [isOpen, setIsOpen] = useState(false);
  const name = String(container['name'] ?? '');
  const image = String(container['image'] ?? '');
  const status = [...(podStatus?.containerStatuses ?? []), ...(podStatus?.initContainerStatuses ?? [])].find(
    (candidate) => candidate.name === name,
  );
  const family = row?.family ?? containerFamily(status);
  const reason = row?.reason ?? status?.state?.waiting?.reason ?? status?.state?.terminated?.reason;
  return (
    <li className="container-card" data-open={isOpen ? '' : undefined}>
      <button type="button" className="container-head" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isTemplate ? (
          <KindIcon kind="Container" size={14} />
        ) : (
          <StateMark family={family} name={reason} size={14} label={reason ?? family} />
        )}
        <span className="container-name truncate">{name}</span>
        {isInit && <span className="container-init">init</span>}
        <span className="container-image truncate mono" title={image}>
          {image.slice(image.lastIndexOf('/') + 1)}
        </span>
        <ChevronRight size={14} className="container-chevron" aria-hidden />
      </button>
      <ContainerUse container={container} use={row?.use} />
      {!isTemplate && status && <ContainerState status={status} row={row} />}
      {isOpen && (
        <div className="container-form">
          <ContainerFields path={path} isInit={isInit} />
          <ImageBehaviour image={image} />
          {canRemove && (
            <button type="button" className="form-add container-remove" onClick={() => set(path, undefined)}>
              <Trash2 size={13} />
              {t('inspector:container.remove', { name })}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
