import { Eye, EyeOff, Plus } from 'lucide-react';
import { useState } from 'react';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useEditing } from '../form/editing.ts';
import { RemoveButton } from '../form/RemoveButton.tsx';
import { KeyValueEditor } from '../form/KeyValueEditor.tsx';
import { getIn } from '../form/set-in.ts';
import { Fact, Facts } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { Age } from './PodOverview.tsx';
import { decodeBase64, encodeBase64, freshKey } from './data-text.ts';
import './data.css';

/**
 * A ConfigMap or Secret: its keys, each with its text. A Secret's texts are hidden until asked for, and kept in base64 as the API wants.
 */
export function DataOverview({ object }: { object: KubernetesObject }) {
  const { t } = useText();
  const { value, readOnly, set } = useEditing();
  const isSecret = object.kind === 'Secret';
  const [isShown, setIsShown] = useState(!isSecret);
  const members = ['data', ...(isSecret ? ['stringData'] : [])].flatMap((field) => {
    const map = getIn(value, [field]);
    return Object.entries(isJsonObject(map) ? map : {}).map(([key, text]) => ({
      field,
      key,
      text: String(text ?? ''),
      isEncoded: isSecret && field === 'data',
    }));
  });
  const add = (): void => set([isSecret ? 'stringData' : 'data', freshKey(members.map(({ key }) => key))], '');
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <Facts>
          <Fact label={t('inspector:data.type')} mono>
            {isSecret ? String(getIn(object as unknown as JsonObject, ['type']) ?? 'Opaque') : undefined}
          </Fact>
          <Fact label={t('inspector:data.keys')} mono>
            {String(members.length)}
          </Fact>
          <Age timestamp={object.metadata.creationTimestamp} />
        </Facts>
      </Section>
      <Section
        title={t('inspector:data.title')}
        aside={
          <>
            {isSecret && (
              <IconButton
                label={t(isShown ? 'inspector:data.hide' : 'inspector:data.show')}
                icon={isShown ? <EyeOff size={14} /> : <Eye size={14} />}
                onClick={() => setIsShown(!isShown)}
              />
            )}
            {!readOnly && (
              <button type="button" className="form-add" onClick={add}>
                <Plus size={13} />
                {t('inspector:form.add')}
              </button>
            )}
          </>
        }
      >
        {members.length === 0 && <p className="form-empty">{t('inspector:data.none')}</p>}
        <ul className="data-list">
          {members.map(({ field, key, text, isEncoded }) => (
            <DataEntry
              key={`${field}/${key}`}
              name={key}
              text={isEncoded ? decodeBase64(text) : text}
              isShown={isShown}
              readOnly={readOnly}
              onChange={(next) => set([field, key], isEncoded ? encodeBase64(next) : next)}
              onRemove={() => set([field, key], undefined)}
              onRename={(to) => {
                const map = getIn(value, [field]) as JsonObject;
                set([field], Object.fromEntries(Object.entries(map).map(([known, entry]) => [known === key ? to : known, entry ?? ''])));
              }}
            />
          ))}
        </ul>
      </Section>
      <Section title={t('inspector:labels')} hideTitle>
        <KeyValueEditor path={['metadata', 'labels']} title={t('inspector:labels')} />
      </Section>
    </>
  );
}

interface DataEntryProps {
  name: string;
  text: string;
  isShown: boolean;
  readOnly: boolean;
  onChange: (text: string) => void;
  onRename: (to: string) => void;
  onRemove: () => void;
}

function DataEntry({ name, text, isShown, readOnly, onChange, onRename, onRemove }: DataEntryProps) {
  const { t } = useText();
  const [draft, setDraft] = useState<string>();
  const [nameDraft, setNameDraft] = useState<string>();
  const commitName = (): void => {
    const next = nameDraft?.trim();
    if (next !== undefined && next !== '' && next !== name) onRename(next);
    setNameDraft(undefined);
  };
  return (
    <li className="data-entry">
      <div className="data-head">
        <input
          className="data-key mono"
          aria-label={t('inspector:form.key')}
          value={nameDraft ?? name}
          readOnly={readOnly}
          spellCheck={false}
          onChange={(event) => setNameDraft(event.target.value)}
          onBlur={commitName}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commitName();
          }}
        />
        {!readOnly && (
          <RemoveButton name={t('inspector:form.remove', { name })} onRemove={onRemove} />
        )}
      </div>
      {isShown ? (
        <textarea
          className="data-text mono"
          aria-label={t('inspector:form.valueOf', { key: name })}
          value={draft ?? text}
          readOnly={readOnly}
          spellCheck={false}
          rows={Math.min(12, Math.max(1, (draft ?? text).split('\n').length))}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => {
            if (draft !== undefined && draft !== text) onChange(draft);
            setDraft(undefined);
          }}
        />
      ) : (
        <span className="data-hidden mono">{t('inspector:data.hidden', { count: text.length })}</span>
      )}
    </li>
  );
}
