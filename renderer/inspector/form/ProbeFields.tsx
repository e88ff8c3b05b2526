import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { portOrName, required, wholeNumber } from './checks.ts';
import { DraftInput } from './DraftInput.tsx';
import { useEditing, useField } from './editing.ts';
import { NumberField, TextField } from './fields.tsx';
import { FormRow } from './FormRow.tsx';
import { changeProbeKind, probeKindOf, probeKinds, type ProbeKind } from './probe-kind.ts';
import type { Path } from './set-in.ts';

/** A probe in its basics: what is asked, when first, how often, how many failures count. */
export function ProbeFields({ path, title }: { path: Path; title: string }) {
  const { t } = useText();
  const { set, readOnly } = useEditing();
  const { value, error } = useField(path);
  const probe: JsonObject | undefined = isJsonObject(value) ? value : undefined;
  const kind = probeKindOf(probe);
  return (
    <div className="form-group" role="group" aria-label={title}>
      <FormRow label={title} error={error}>
        {({ id }) => (
          <span className="field-box form-box">
            <select
              id={id}
              className="form-select"
              disabled={readOnly}
              value={kind}
              onChange={(event) => set(path, changeProbeKind(probe, event.target.value as ProbeKind))}
            >
              {probeKinds.map((choice) => (
                <option key={choice} value={choice}>
                  {t(`inspector:probe.${choice}`)}
                </option>
              ))}
            </select>
          </span>
        )}
      </FormRow>
      {kind === 'httpGet' && <TextField path={[...path, 'httpGet', 'path']} label={t('inspector:probe.path')} />}
      {(kind === 'httpGet' || kind === 'tcpSocket') && (
        <NumberField path={[...path, kind, 'port']} label={t('inspector:probe.port')} check={portOrName} textAllowed />
      )}
      {kind === 'exec' && <Command path={[...path, 'exec', 'command']} />}
      {kind !== 'none' && (
        <>
          <NumberField path={[...path, 'initialDelaySeconds']} label={t('inspector:probe.initialDelay')} unit="s" />
          <NumberField path={[...path, 'periodSeconds']} label={t('inspector:probe.period')} unit="s" check={wholeNumber(1)} />
          <NumberField path={[...path, 'failureThreshold']} label={t('inspector:probe.failures')} check={wholeNumber(1)} />
        </>
      )}
    </div>
  );
}

/** A command as one line; words are its arguments. */
function Command({ path }: { path: Path }) {
  const { t } = useText();
  const { set, readOnly } = useEditing();
  const { value, error } = useField(path);
  return (
    <FormRow label={t('inspector:probe.command')} error={error}>
      {({ id, describedBy }) => (
        <DraftInput
          id={id}
          describedBy={describedBy}
          value={Array.isArray(value) ? value.map(String).join(' ') : ''}
          check={required}
          readOnly={readOnly}
          error={error}
          onCommit={(text) => set(path, text.split(/\s+/))}
        />
      )}
    </FormRow>
  );
}
