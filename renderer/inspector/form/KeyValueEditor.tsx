import { useState } from 'react';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { labelKeyCheck, labelValueCheck, type Check } from './checks.ts';
import { DraftInput } from './DraftInput.tsx';
import { useEditing, useField } from './editing.ts';
import { FormGroup } from './FormGroup.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import type { Path } from './set-in.ts';

interface KeyValueEditorProps {
  path: Path;
  title: string;
  checkKey?: Check;
  checkValue?: Check;
}

/** A map of texts: labels, node selectors. */
export function KeyValueEditor({ path, title, checkKey = labelKeyCheck, checkValue = labelValueCheck }: KeyValueEditorProps) {
  const { t } = useText();
  const { set, readOnly } = useEditing();
  const { value, error } = useField(path);
  const [isAdding, setIsAdding] = useState(false);
  const map: JsonObject = isJsonObject(value) ? value : {};
  const entries = Object.entries(map);
  const rename = (from: string, to: string): void => {
    if (from === to) return;
    set(path, Object.fromEntries(entries.map(([key, entry]) => [key === from ? to : key, entry ?? ''])));
  };
  return (
    <FormGroup title={title} isEmpty={entries.length === 0 && !isAdding} error={error} onAdd={() => setIsAdding(true)}>
      {entries.map(([key, entry]) => (
        <div key={key} className="form-item">
          <DraftInput
            name={t('inspector:form.keyOf', { title })}
            value={key}
            check={checkKey}
            readOnly={readOnly}
            onCommit={(text) => rename(key, text)}
          />
          <DraftInput
            name={t('inspector:form.valueOf', { key })}
            value={String(entry ?? '')}
            check={checkValue}
            readOnly={readOnly}
            onCommit={(text) => set([...path, key], text)}
          />
          {!readOnly && <RemoveButton name={t('inspector:form.remove', { name: key })} onRemove={() => set([...path, key], undefined)} />}
        </div>
      ))}
      {isAdding && (
        <NewEntry
          checkKey={(text) => checkKey(text) ?? (text in map ? { key: 'inspector:check.taken' } : undefined)}
          title={title}
          onDone={(key) => {
            setIsAdding(false);
            if (key !== undefined) set([...path, key.key], key.value);
          }}
          checkValue={checkValue}
        />
      )}
    </FormGroup>
  );
}

function NewEntry({
  title,
  checkKey,
  checkValue,
  onDone,
}: {
  title: string;
  checkKey: Check;
  checkValue: Check;
  onDone: (entry: { key: string; value: string } | undefined) => void;
}) {
  const { t, localize } = useText();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const problem = key === '' ? undefined : (checkKey(key) ?? checkValue(value));
  const finish = (): void => {
    if (key === '') onDone(undefined);
    else if (problem === undefined) onDone({ key: key.trim(), value: value.trim() });
  };
  return (
    <div
      className="form-item"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) finish();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        else if (event.key === 'Escape') {
          event.stopPropagation();
          onDone(undefined);
        }
      }}
    >
      <span className="field-box form-box" data-invalid={problem === undefined ? undefined : ''}>
        <input
          autoFocus
          className="field-input mono"
          aria-label={t('inspector:form.keyOf', { title })}
          placeholder={t('inspector:form.key')}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </span>
      <span className="field-box form-box">
        <input
          className="field-input mono"
          aria-label={t('inspector:form.value')}
          placeholder={t('inspector:form.value')}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </span>
      <RemoveButton name={t('inspector:form.cancel')} onRemove={() => onDone(undefined)} />
      {problem !== undefined && (
        <span className="field-note field-error form-note" role="alert">
          {localize(problem)}
        </span>
      )}
    </div>
  );
}
