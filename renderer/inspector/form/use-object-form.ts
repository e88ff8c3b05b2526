import { useCallback, useMemo, useState } from 'react';
import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import { podManifestFrom } from '../../gestures/pod-manifest.ts';
import { request } from '../../ipc/client.ts';
import { showError } from '../../commands/show-error.ts';
import { stepUnderWay } from '../../commands/steps-under-way.ts';
import { ui } from '../../store/ui.ts';
import type { InspectedObject } from '../use-object.ts';
import { editLabel } from './edit-label.ts';
import type { Editing } from './editing.ts';
import { changeFor, formBase, isMutableInPod, replacementFor, type EditedObject } from './object-edit.ts';
import { getIn, pathText, setIn, type Path } from './set-in.ts';

/** After this long an accepted edit has been fetched with its object. */
const fetchedAfterMs = 1_000;

export interface ObjectForm extends Editing {
  /** Fields that wait for the pod to be replaced. */
  staged: readonly string[];
  /** What the API says of the values that are in the form but not in the object, by field; undefined: all is written. */
  refusals: Readonly<Record<string, string>> | undefined;
  replace: () => void;
  discard: () => void;
}

/**
 * The form of an object. A field is written when it is left; what a running pod does not take is staged until the person replaces the pod.
 * Refusals of the API go
 * beside the field that they name.
 */
export function useObjectForm(object: InspectedObject, readOnly: boolean): ObjectForm {
  const key = refKey(object.ref);
  const [draft, setDraft] = useState<{ key: string; value: JsonObject; staged: string[] }>();
  const [errors, setErrors] = useState<{ key: string; byField: Readonly<Record<string, string>> }>({ key, byField: {} });
  const edited = useMemo<EditedObject>(
    () => ({ ref: object.ref, manifest: object.manifest, live: object.live as unknown as JsonObject | undefined }),
    [object],
  );
  // What was written last stands for the object until that has been fetched again, so that the next edit goes on from it.
  const [written, setWritten] = useState<{ key: string; value: JsonObject }>();
  // What the API refused stays in the form with its errors, so that a new rule can be filled in field by field.
  const [refused, setRefused] = useState<{ key: string; value: JsonObject }>();
  const kept = refused?.key === key ? refused : undefined;
  const current = draft?.key === key ? draft : undefined;
  const value = current?.value ?? kept?.value ?? (written?.key === key ? written.value : formBase(edited));
  const byField = errors.key === key ? errors.byField : {};

  const send = useCallback(
    async (change: DesignChange, label: LocalizedText, squash: string | undefined, path: Path | undefined): Promise<boolean> => {
      const answer = await stepUnderWay(request('design.edit', { changes: [change], label, ...(squash === undefined ? {} : { squash }) }));
      if (answer.ok) {
        setErrors({ key, byField: {} });
        ui.toast({ tone: 'info', text: label, written: answer.value });
        return true;
      }
      const causes = answer.error.kind === 'Refused' ? (answer.error.status.details?.causes ?? []) : [];
      const found = Object.fromEntries(causes.map((cause) => [cause.field, cause.message]));
      if (answer.error.kind === 'Refused' && causes.length === 0 && path !== undefined) found[pathText(path)] = answer.error.status.message;
      if (Object.keys(found).length === 0 || path === undefined) showError(answer.error, label);
      setErrors({ key, byField: found });
      return false;
    },
    [key],
  );

  const set = useCallback<Editing['set']>(
    (path, next) => {
      const field = pathText(path);
      const after = setIn(value, path, next);
      const mustReplace =
        object.ref.kind === 'Pod' && object.live !== undefined && (current !== undefined || !isMutableInPod(path, value, next));
      if (mustReplace) {
        const base = current?.value ?? replaceable(object);
        setDraft({ key, value: setIn(base, path, next), staged: [...new Set([...(current?.staged ?? []), field])] });
        return;
      }
      // Against what was written last; a refused draft was never written.
      const before = kept === undefined ? value : formBase(edited);
      const change = changeFor(edited.manifest === undefined ? { ...edited, live: before } : { ...edited, manifest: before }, after);
      if (change === undefined) {
        setRefused(undefined);
        setErrors({ key, byField: {} });
        return;
      }
      setWritten({ key, value: after });
      const forget = (): void => setWritten((latest) => (latest?.value === after ? undefined : latest));
      void send(change, editLabel(object.ref.name, path, getIn(value, path), next), `form/${key}/${field}`, path).then((accepted) => {
        setRefused(accepted ? undefined : { key, value: after });
        if (accepted) setTimeout(forget, fetchedAfterMs);
        else forget();
      });
    },
    [value, object, current, kept, edited, key, send],
  );

  const discard = useCallback(() => {
    setDraft(undefined);
    setRefused(undefined);
    setErrors({ key, byField: {} });
  }, [key]);
  const replace = useCallback(() => {
    if (current === undefined) return;
    void send(replacementFor(edited, current.value), { key: 'inspector:edit.replace', params: { name: object.ref.name } }, undefined, [
      'spec',
    ]).then((done) => {
      if (done) setDraft(undefined);
    });
  }, [current, edited, object.ref.name, send]);

  const errorAt = useCallback<Editing['errorAt']>(
    (path) => {
      return byField[pathText(path)];
    },
    [byField],
  );
  const hasErrorIn = useCallback<Editing['hasErrorIn']>(
    (path) => {
      const field = pathText(path);
      return Object.keys(byField).some((known) => known === field || known.startsWith(`${field}.`) || known.startsWith(`${field}[`));
    },
    [byField],
  );
  return {
    value, live: edited.live, settled: current === undefined && kept === undefined && written?.key !== key, readOnly, set, errorAt, hasErrorIn, staged: current?.staged ?? [], refusals: kept === undefined ? undefined : byField, replace, discard,
  };
}

/** The manifest from which a pod is made anew: the author's, else what is left of the live one without what the server set. */
function replaceable(object: InspectedObject): JsonObject {
  if (object.manifest !== undefined) return object.manifest;
  return podManifestFrom(object.live as KubernetesObject, object.ref.name) as unknown as JsonObject;
}
