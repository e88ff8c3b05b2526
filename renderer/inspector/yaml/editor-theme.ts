import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const size = '1.25rem';

/** The editor in the roles of the design; everything else is in `editor.css`, since tooltips of the editor stand outside it. */
const look = EditorView.theme({
  '&': { height: '100%', fontSize: size, color: 'var(--text-1)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '2rem', fontFeatureSettings: "'zero'", fontVariantLigatures: 'none' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 12px 0 4px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--text-3)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 14px', minWidth: '36px' },
  '.cm-foldGutter .cm-gutterElement': { padding: '0 3px', color: 'var(--text-3)', cursor: 'pointer' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--hover) 60%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--hover)',
    border: '1px solid var(--line-2)',
    color: 'var(--text-2)',
    borderRadius: '3px',
    padding: '0 5px',
  },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--attention-mark) 28%, transparent)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--attention-mark) 55%, transparent)' },
  '.cm-problem-line': { backgroundColor: 'color-mix(in srgb, var(--bad) 13%, transparent)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1px', textUnderlineOffset: '4px' },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--attention-mark) 1px',
    textUnderlineOffset: '4px',
  },
});

/** Two greys: keys quiet, values bright and bold. State colours stay free for errors. */
const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--text-2)' },
  {
    tag: [tags.string, tags.content, tags.number, tags.bool, tags.atom, tags.literal, tags.attributeValue],
    color: 'var(--text-1)',
    fontWeight: '600',
  },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace, tags.operator], color: 'var(--text-2)', fontWeight: '400' },
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.meta, tags.keyword, tags.typeName, tags.labelName], color: 'var(--text-2)' },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(colours)];
