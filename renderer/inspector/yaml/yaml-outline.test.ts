import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { cursorPlace, keysAt, outlineOf, pathAtOffset, placeOf } from './yaml-outline.ts';

const text = `# a comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # the name
  annotations:
    note: |
      spec:
        not: a key
spec:
  replicas: three
  template:
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        ports:
        - containerPort: 80
      - name: "log"
        image: fluent-bit:3.1
`;
const at = (needle: string, extra = 0): number => text.indexOf(needle) + extra;

describe('outline of YAML', () => {
  it.each([
    ['spec.replicas', ['spec', 'replicas'], 'three'],
    ['first image', ['spec', 'template', 'spec', 'containers', 0, 'image'], 'nginx:1.27'],
    ['second name', ['spec', 'template', 'spec', 'containers', 1, 'name'], '"log"'],
    ['port', ['spec', 'template', 'spec', 'containers', 0, 'ports', 0, 'containerPort'], '80'],
    ['a value before a comment', ['metadata', 'name'], 'web'],
  ])('finds %s', (_name, path, value) => {
    const place = placeOf(text, path);
    expect(place?.path).toEqual(path);
    expect(text.slice(place?.valueFrom, place?.valueTo)).toBe(value);
  });

  it('passes over block scalars and comments', () => {
    expect(outlineOf(text).some((line) => line.key === 'not')).toBe(false);
  });

  it('falls back to the nearest parent', () => {
    expect(placeOf(text, ['spec', 'template', 'metadata', 'labels'])?.path).toEqual(['spec', 'template']);
  });

  it('says what is under the pointer', () => {
    expect(pathAtOffset(text, at('three', 2))?.path).toEqual(['spec', 'replicas']);
    expect(pathAtOffset(text, at('image: fluent', 1))?.path).toEqual(['spec', 'template', 'spec', 'containers', 1, 'image']);
  });

  it.each<[string, string, 'key' | 'value', (string | number)[]]>([
    ['a key at the top', 'kind: Pod\nme', 'key', []],
    ['a key in an object', 'spec:\n  rep', 'key', ['spec']],
    ['an empty line in an object', 'spec:\n  ', 'key', ['spec']],
    ['a value', 'spec:\n  replicas: 3', 'value', ['spec', 'replicas']],
    ['an empty value', 'spec:\n  replicas: ', 'value', ['spec', 'replicas']],
    ['a key after a dash', 'spec:\n  containers:\n  - na', 'key', ['spec', 'containers', 0]],
    ['a dash with nothing', 'spec:\n  containers:\n  - ', 'key', ['spec', 'containers', 0]],
    ['a further key of an item', 'spec:\n  containers:\n  - name: a\n    im', 'key', ['spec', 'containers', 0]],
    ['a second item', 'spec:\n  containers:\n  - name: a\n  - na', 'key', ['spec', 'containers', 1]],
    ['a key beside an indented list', 'spec:\n  containers:\n    - name: a\n  vol', 'key', ['spec']],
    ['back at the top', 'spec:\n  containers:\n  - name: a\nst', 'key', []],
    ['a second document', 'kind: A\nspec:\n  a: 1\n---\nki', 'key', []],
  ])('knows where the cursor stands: %s', (_name, written, kind, path) => {
    expect(cursorPlace(written, written.length)).toMatchObject({ kind, path });
  });

  it('knows which keys are there', () => {
    expect([...keysAt(text, ['spec', 'template', 'spec', 'containers', 0])]).toEqual(['name', 'image', 'ports']);
    expect([...keysAt(text, [])]).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  });

  it('finds every scalar of any manifest that the writer wrote', () => {
    const word = fc.stringMatching(/^[a-z][a-zA-Z]{0,6}$/);
    const leaf = fc.oneof(word, fc.integer({ min: 0, max: 99 }));
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.dictionary(word, tie('node'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(word, tree, { minKeys: 1, maxKeys: 3, noNullPrototype: true }), fc.boolean(), (object, indentSeq) => {
        const written = stringify(object, { indent: 2, lineWidth: 0, indentSeq });
        const check = (value: unknown, path: (string | number)[]): void => {
          if (Array.isArray(value)) value.forEach((item, index) => check(item, [...path, index]));
          else if (typeof value === 'object' && value !== null)
            for (const [key, member] of Object.entries(value)) check(member, [...path, key]);
          else {
            const place = placeOf(written, path);
            expect(place?.path).toEqual(path);
            expect(
              written
                .slice(place?.valueFrom, place?.valueTo)
                .trim()
                .replace(/^["']|["']$/g, ''),
            ).toBe(String(value));
          }
        };
        check(object, []);
      }),
    );
  });
});
