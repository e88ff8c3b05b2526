import { useRef, useState } from 'react';
import { Undo2 } from 'lucide-react';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import { schemaOf } from '../../../shared/kubernetes/schema/catalogue.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { request } from '../../ipc/client.ts';
import { showError } from '../../commands/show-error.ts';
import { Button } from '../../design/Button.tsx';
import { Kbd } from '../../design/Kbd.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ui, useUi } from '../../store/ui.ts';
import { shortcutText } from '../../commands/shortcut.ts';
import { CopyYaml } from '../ObjectFooter.tsx';
import type { InspectedObject } from '../use-object.ts';
import { CodeEditor, type CodeEditorHandle } from './CodeEditor.tsx';
import { useYamlDraft, yamlDrafts } from './drafts.ts';
import { ProblemPanel } from './ProblemPanel.tsx';
import { problemsOfError } from './problems.ts';
import { useYamlCheck } from './use-yaml-check.ts';
import './yaml.css';

type Side = 'manifest' | 'live' | 'second';

/**
 * The same object as text: the manifest to edit, or the live object, with all that the API added, to read. @param second another object
 * shown with it (a machine's Node)
 */
export function YamlTab({ object, second }: { object: InspectedObject; second: InspectedObject | undefined }) {
  const { t } = useText();
  const platform = useUi((state) => state.platform);
  const { ref, manifestYaml, liveYaml, live } = object;
  const [chosen, setSide] = useState<Side>('manifest');
  const [isApplying, setIsApplying] = useState(false);
  const editor = useRef<CodeEditorHandle>(null);
  const draft = useYamlDraft(ref);
  useYamlCheck(ref, draft);

  const sides: Side[] = [
    ...(manifestYaml === undefined ? [] : ['manifest' as const]),
    ...(liveYaml === undefined ? [] : ['live' as const]),
    ...(second?.liveYaml === undefined ? [] : ['second' as const]),
  ];
  const side = sides.includes(chosen) ? chosen : (sides[0] ?? 'live');
  const isEditable = side === 'manifest';
  const base = manifestYaml ?? '';
  const text = isEditable ? (draft?.text ?? base) : side === 'second' ? (second?.liveYaml ?? '') : (liveYaml ?? '');
  const shownRef = side === 'second' && second !== undefined ? second.ref : ref;
  const schema = schemaOf(shownRef.apiVersion, shownRef.kind);
  const problems = isEditable ? (draft?.problems ?? noProblems) : noProblems;
  const errors = problems.filter((problem) => problem.severity === 'error');

  const apply = async (): Promise<void> => {
    const current = yamlDrafts.get(ref);
    if (!isEditable || current === undefined || isApplying) return;
    setIsApplying(true);
    const answer = await request('object.applyYaml', { ref, yaml: current.text });
    setIsApplying(false);
    if (answer.ok) {
      if (yamlDrafts.get(ref)?.text === current.text) yamlDrafts.drop(ref);
      ui.toast({ tone: 'info', text: { key: 'inspector:edit.yaml', params: { name: ref.name } }, written: answer.value });
      return;
    }
    const found = problemsOfError(answer.error, current.text);
    if (found === undefined) showError(answer.error);
    else yamlDrafts.setProblems(ref, current.text, found);
  };

  return (
    <div className="yaml">
      <div className="yaml-bar">
        <div className="yaml-sides" role="group" aria-label={t('inspector:yaml.side')}>
          {sides.map((option) => (
            <button key={option} type="button" className="yaml-side" aria-pressed={option === side} onClick={() => setSide(option)}>
              {option === 'second' ? second?.ref.kind : t(`inspector:yaml.${option}`)}
            </button>
          ))}
        </div>
        <span className="yaml-hint truncate">
          {isEditable ? '' : manifestYaml === undefined ? t('inspector:yaml.noManifest') : t('inspector:yaml.liveHint')}
        </span>
      </div>
      {isEditable && draft !== undefined && draft.base !== base && (
        <p className="yaml-changed" role="status">
          {t('inspector:yaml.changedMeanwhile')}
        </p>
      )}
      <CodeEditor
        ref={editor}
        documentKey={`${refKey(shownRef)}/${side}`}
        text={text}
        readOnly={!isEditable}
        label={t('inspector:yaml.of', { kind: shownRef.kind, name: shownRef.name })}
        schema={schema}
        problems={problems}
        onChange={(next) => yamlDrafts.edit(ref, next, base)}
        onApply={() => void apply()}
      />
      {isEditable && errors.length > 0 && (
        <ProblemPanel
          problems={errors}
          text={text}
          schema={schema}
          object={object}
          live={live as unknown as JsonObject | undefined}
          onGoTo={(line, column) => editor.current?.goTo(line, column)}
          onFix={({ from, to, insert }) => editor.current?.replace(from, to, insert)}
          onUndo={() => yamlDrafts.drop(ref)}
        />
      )}
      <footer className="inspector-footer">
        <div className="inspector-actions">
          <CopyYaml yaml={text} />
        </div>
        {isEditable && (
          <>
            <Button icon={<Undo2 size={14} />} disabled={draft === undefined} onClick={() => yamlDrafts.drop(ref)}>
              {t('inspector:yaml.revert')}
            </Button>
            <Button variant="primary" disabled={draft === undefined || errors.length > 0 || isApplying} onClick={() => void apply()}>
              {t('inspector:yaml.apply')} <Kbd keys={shortcutText('Mod+Enter', platform)} />
            </Button>
          </>
        )}
      </footer>
    </div>
  );
}

const noProblems: readonly never[] = [];
