import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { ObjectSchema } from '../../../shared/kubernetes/schema/model.ts';
import { parseFieldPath, placeAt } from '../../../shared/kubernetes/schema/walk.ts';
import { readYaml } from '../../../shared/topology/read-yaml.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { Manifest, TopologyProblem } from '../../../shared/topology/types.ts';
import { sendEdit } from '../../commands/edit.ts';
import { Button } from '../../design/Button.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import type { InspectedObject } from '../use-object.ts';
import { yamlDrafts } from './drafts.ts';
import { fixesFor, type Fix } from './fix-suggestions.ts';
import { placeOf } from './yaml-outline.ts';

interface ProblemPanelProps {
  problems: readonly TopologyProblem[];
  text: string;
  schema: ObjectSchema | undefined;
  object: InspectedObject;
  live: JsonObject | undefined;
  onGoTo: (line: number, column: number) => void;
  onFix: (edit: Fix['edit']) => void;
  onUndo: () => void;
}

/** What is wrong, where, that nothing was changed, and the likeliest fix first. */
export function ProblemPanel({ problems, text, schema, object, live, onGoTo, onFix, onUndo }: ProblemPanelProps) {
  const { t, localize } = useText();
  const [problem, ...others] = problems;
  if (problem === undefined) return null;
  const fixes = fixesFor(problem, text, schema, live);
  const title = titleOf(problem, text, schema);
  const place = [
    problem.field,
    problem.line === undefined ? undefined : t('inspector:problem.place', { line: problem.line, column: problem.column ?? 1 }),
  ].filter(Boolean);
  const canReplace = object.ref.kind === 'Pod' && live !== undefined && /pod updates may not change fields|Forbidden/.test(problem.message);
  const replace = (): void => {
    const manifest = readYaml(text).documents[0]?.value;
    if (!isJsonObject(manifest)) return;
    void sendEdit({
      changes: [{ op: 'replace', ref: object.ref, manifest: manifest as Manifest }],
      label: { key: 'inspector:edit.replace', params: { name: object.ref.name } },
    }).then((answer) => {
      if (answer.ok) yamlDrafts.drop(object.ref);
    });
  };
  return (
    <div className="yaml-problem" role="alert">
      <StateMark family="bad" name="Error" size={15} />
      <div className="yaml-problem-text">
        <p className="yaml-problem-title">{title === undefined ? sentence(problem.message) : localize(title.text)}</p>
        <p className="yaml-problem-detail">
          {place.length > 0 && <span className="mono yaml-problem-field">{place[0]}</span>}
          {title?.value !== undefined && ` ${t('inspector:problem.valueIs', { value: title.value })}`}
          {place.length > 1 && `, ${place[1]}`}
          {place.length > 0 && '. '}
          {problem.hint !== undefined && `${problem.hint} `}
          {t(live === undefined ? 'inspector:problem.nothingWritten' : 'inspector:problem.nothingChanged', { kind: object.ref.kind })}
        </p>
        {others.length > 0 && (
          <p className="yaml-problem-more">
            {t('inspector:problem.more', { count: others.length })}{' '}
            {others[0]?.line !== undefined && (
              <button type="button" className="object-link" onClick={() => onGoTo(others[0]?.line ?? 1, others[0]?.column ?? 1)}>
                {t('inspector:problem.goTo', { line: others[0].line })}
              </button>
            )}
          </p>
        )}
        <div className="inspector-actions">
          {canReplace && <Button onClick={replace}>{t('inspector:staged.replace')}</Button>}
          {fixes.map((fix, index) => (
            <Button key={localize(fix.label)} variant={index === 0 ? 'default' : 'quiet'} onClick={() => onFix(fix.edit)}>
              {localize(fix.label)}
            </Button>
          ))}
          {problem.line !== undefined && (
            <Button variant="quiet" onClick={() => onGoTo(problem.line ?? 1, problem.column ?? 1)}>
              {t('inspector:problem.goTo', { line: problem.line })}
            </Button>
          )}
          <Button variant="quiet" onClick={onUndo}>
            {t('inspector:problem.undo')}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface PlainTitle {
  text: LocalizedText;
  /** What stands there now. */
  value?: string;
}

/** In plain words, when the field does not exist or its value has the wrong type; else the API's own words are the title. */
function titleOf({ field }: TopologyProblem, text: string, schema: ObjectSchema | undefined): PlainTitle | undefined {
  if (field === undefined || schema === undefined) return undefined;
  const path = parseFieldPath(field);
  const name = String(path[path.length - 1] ?? '');
  const place = placeAt(schema, path);
  if (place === undefined)
    return typeof path[path.length - 1] === 'string' ? { text: { key: 'inspector:problem.unknownField', params: { name } } } : undefined;
  const written = placeOf(text, path);
  if (place.type.kind !== 'scalar' || written === undefined || written.path.length !== path.length) return undefined;
  const value = text.slice(written.valueFrom, written.valueTo);
  const { scalar } = place.type;
  if ((scalar === 'int32' || scalar === 'int64') && !/^-?\d+$/.test(value))
    return { text: { key: 'inspector:problem.wholeNumber', params: { name } }, value };
  if (scalar === 'bool' && value !== 'true' && value !== 'false')
    return { text: { key: 'inspector:problem.boolean', params: { name } }, value };
  return undefined;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
