import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import type { ObjectSchema } from '../../../shared/kubernetes/schema/model.ts';
import type { TopologyProblem } from '../../../shared/topology/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { editorTheme } from './editor-theme.ts';
import { rangeOf } from './problems.ts';
import { schemaCompletion } from './schema-completion.ts';
import { schemaHover } from './schema-hover.ts';
import './editor.css';

export interface CodeEditorHandle {
  /** Puts the cursor at a line and column (from 1) and shows it. */
  goTo(line: number, column: number): void;
  replace(from: number, to: number, insert: string): void;
}

interface CodeEditorProps {
  /** Another key is another document with a history of its own. */
  documentKey: string;
  text: string;
  readOnly: boolean;
  label: string;
  schema: ObjectSchema | undefined;
  problems: readonly TopologyProblem[];
  onChange: (text: string) => void;
  /** Ctrl+Enter. */
  onApply: () => void;
  ref: Ref<CodeEditorHandle>;
}

/** Marks changes that came from the object, not from the person. */
const fromOutside = Annotation.define<boolean>();

const setProblemLines = StateEffect.define<readonly number[]>();
/** Tints the lines that have errors. */
const problemLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    let next = lines.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setProblemLines))
        next = Decoration.set(
          effect.value.map((from) => Decoration.line({ class: 'cm-problem-line' }).range(from)),
          true,
        );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * CodeMirror for one YAML document: numbers, folding, search, completion and docs from the schema, problems underlined. Escape then Tab
 * leaves it by keyboard.
 */
export function CodeEditor({ documentKey, text, readOnly, label, schema, problems, onChange, onApply, ref }: CodeEditorProps) {
  const { t } = useText();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ onChange, onApply, t });
  latest.current = { onChange, onApply, t };

  useEffect(() => {
    const extensions: Extension[] = [
      lineNumbers(),
      foldGutter({ openText: '⌄', closedText: '›' }),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightSelectionMatches(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      search({ top: true }),
      yaml(),
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      editorTheme,
      problemLines,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorState.readOnly.of(readOnly),
      schema === undefined
        ? autocompletion({ override: [] })
        : [
            autocompletion({ override: [schemaCompletion(schema)], icons: false, activateOnTyping: !readOnly }),
            schemaHover(schema, () => latest.current.t('inspector:yaml.required')),
          ],
      keymap.of([
        { key: 'Mod-Enter', run: () => (latest.current.onApply(), true) },
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...completionKeymap,
        { key: 'Tab', run: indentMore, shift: indentLess },
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromOutside)))
          latest.current.onChange(update.state.doc.toString());
      }),
    ];
    const editor = new EditorView({ state: EditorState.create({ doc: text, extensions }), parent: parent.current as HTMLElement });
    view.current = editor;
    return () => editor.destroy();
    // The document's text is kept up below; a change of the others is another document.
  }, [documentKey, readOnly, schema, label]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === text) return;
    // Only the lines that differ are replaced, so that cursor and folds stay.
    const before = editor.state.doc.toString();
    let from = 0;
    while (from < before.length && from < text.length && before[from] === text[from]) from += 1;
    let same = 0;
    while (same < before.length - from && same < text.length - from && before[before.length - 1 - same] === text[text.length - 1 - same])
      same += 1;
    editor.dispatch({
      changes: { from, to: before.length - same, insert: text.slice(from, text.length - same) },
      annotations: fromOutside.of(true),
    });
  }, [text, documentKey]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const doc = editor.state.doc.toString();
    const diagnostics: Diagnostic[] = problems.map((problem) => ({
      ...clamp(rangeOf(problem, doc), doc.length),
      severity: problem.severity,
      message: problem.message,
    }));
    const starts = [
      ...new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ from }) => editor.state.doc.lineAt(from).from)),
    ].sort((a, b) => a - b);
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
    editor.dispatch({ effects: setProblemLines.of(starts) });
  }, [problems, documentKey, readOnly, schema]);

  useImperativeHandle(
    ref,
    () => ({
      goTo: (line, column) => {
        const editor = view.current;
        if (editor === undefined) return;
        const at = editor.state.doc.line(Math.min(Math.max(1, line), editor.state.doc.lines));
        const position = Math.min(at.to, at.from + Math.max(0, column - 1));
        editor.dispatch({ selection: { anchor: position }, effects: EditorView.scrollIntoView(position, { y: 'center' }) });
        editor.focus();
      },
      replace: (from, to, insert) => {
        view.current?.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length } });
        view.current?.focus();
      },
    }),
    [],
  );

  return <div ref={parent} className="yaml-code" />;
}

function clamp({ from, to }: { from: number; to: number }, length: number): { from: number; to: number } {
  return { from: Math.min(from, length), to: Math.min(Math.max(from, to), length) };
}
