import { yaml } from '@codemirror/lang-yaml';
import { defaultKeymap } from '@codemirror/commands';
import { foldGutter, foldKeymap } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorTheme } from '../inspector/yaml/editor-theme.ts';

/** A text to read, search and copy from. YAML has its colours. */
export function CodePreview({ path, text, label }: { path: string; text: string; label: string }) {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const extensions = [
      lineNumbers(), foldGutter({ openText: '⌄', closedText: '›' }), search({ top: true }), editorTheme, EditorState.readOnly.of(true),
      ...(path.endsWith('.yaml') ? [yaml()] : []), EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }), keymap.of([...defaultKeymap, ...searchKeymap, ...foldKeymap]),
    ];
    const view = new EditorView({ state: EditorState.create({ doc: text, extensions }), parent: parent.current as HTMLElement });
    return () => view.destroy();
  }, [path, text, label]);
  return <div ref={parent} className="export-code" />;
}
