import { useState, type FormEvent } from 'react';
import { sendEdit } from '../commands/edit.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { parseRefKey, refKey } from '../store/ref-key.ts';

const maximumReplicas = 10_000;

/** Asks for the wanted number of replicas and writes `spec.replicas`. */
export function ScaleDialog({ workload, onClose }: { workload: string; onClose: () => void }) {
  const { t } = useText();
  const card = mirror.cardUids().map((uid) => mirror.card(uid)).find((row) => row !== undefined && refKey(row.ref) === workload);
  const [text, setText] = useState(String(card?.replicas?.desired ?? 1));
  const ref = parseRefKey(workload);
  if (ref === undefined) return null;
  const replicas = Number(text);
  const valid = text.trim() !== '' && Number.isInteger(replicas) && replicas >= 0 && replicas <= maximumReplicas;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!valid) return;
    onClose();
    void sendEdit({ changes: [{ op: 'patch', ref, patch: { spec: { replicas } } }], label: { key: 'commands:edit.scale', params: { name: ref.name, replicas } } });
  };
  return (
    <Dialog open onClose={onClose} title={t('commands:scale.title', { kind: ref.kind, name: ref.name })} description={t('commands:scale.writes')} width={380}
      footer={<><Button onClick={onClose}>{t('shell:cancel')}</Button><Button variant="primary" disabled={!valid} form="scale-form" type="submit">{t('commands:scale.apply')}</Button></>}>
      <form id="scale-form" onSubmit={submit}>
        <Field label={t('commands:scale.replicas')} mono autoFocus inputMode="numeric" value={text} onFocus={(event) => event.target.select()}
          onChange={(event) => setText(event.target.value)} error={valid ? undefined : t('commands:scale.invalid', { maximum: maximumReplicas })} />
      </form>
    </Dialog>
  );
}
