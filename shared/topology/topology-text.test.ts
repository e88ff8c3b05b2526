import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../json.ts';
import { forbiddenKeys } from './limits.ts';
import { TopologyText } from './topology-text.ts';
import type { Manifest } from './types.ts';

const sample = `# The course cluster
apiVersion: clusterwright.dev/v1
kind: Cluster
metadata:
  name: course   # shown in the title
spec:
  seed: 42
  futureField: { kept: true }
  machines:
  - name: worker-1
    roles: [worker]
---
# What the shop runs
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3 # enough for Mondays
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      # serves the pages
      - name: nginx
        image: "nginx:1.27"
      - name: log-shipper
        image: fluent-bit:3.1
---
apiVersion: example.com/v1
kind: Gizmo
metadata:
  name: g
spec:
  anything: [1, 2]
`;

function parsed(text: string): TopologyText {
  const { text: topology, problems } = TopologyText.parse(text, 'x');
  expect(problems).toEqual([]);
  return topology as TopologyText;
}

describe('TopologyText', () => {
  it('writes an untouched file back to the letter', () => {
    expect(parsed(sample).toString()).toBe(sample);
  });

  it('keeps comments, quotes and unknown fields around an edit', () => {
    const text = parsed(sample);
    const web = text.topology.manifests[0] as Manifest;
    const spec = web['spec'] as Record<string, JsonValue>;
    text.put({ ...web, spec: { ...spec, replicas: 5 } });
    const written = text.toString();
    expect(written).toContain('replicas: 5 # enough for Mondays');
    expect(written).toContain('# serves the pages');
    expect(written).toContain('image: "nginx:1.27"');
    expect(written).toContain('futureField: { kept: true }');
    expect(parsed(written).topology).toEqual(text.topology);
  });

  it('keeps the comment of a container when another is removed before it', () => {
    const text = parsed(`apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n  - name: one\n    image: a\n  # second\n  - name: two\n    image: b # pinned\n`);
    const pod = text.topology.manifests[0] as Manifest;
    text.put({ ...pod, spec: { containers: [{ name: 'two', image: 'b' }] } });
    expect(text.toString()).toContain('image: b # pinned');
    expect(text.toString()).not.toContain('one');
  });

  it('takes Lists apart and fills in the kind of typed lists', () => {
    const text = parsed(JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'a' }, spec: {} }, { metadata: { name: 'b' }, spec: {} }] }));
    expect(text.topology.manifests.map((manifest) => [manifest.kind, manifest.metadata.name])).toEqual([['Pod', 'a'], ['Pod', 'b']]);
  });

  const bad: [name: string, text: string, message: RegExp, line: number | undefined][] = [
    ['malformed YAML', 'a: [1', /flow sequence|expected|must/i, 1],
    ['a newer format', 'apiVersion: clusterwright.dev/v9\nkind: Cluster\nmetadata: {name: x}', /v9/, 1],
    ['a wrong type', 'apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: {name: x}\nspec:\n  seed: many', /spec\.seed/, 5],
    ['a prototype key', 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n__proto__: {polluted: true}', /__proto__/, 4],
    ['a custom tag', 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: !!js/function "x"', /tag/i, 4],
    ['a repeated key', 'apiVersion: v1\nkind: Pod\nkind: Pod\nmetadata: {name: x}', /unique/i, 3],
    ['a missing kind', 'apiVersion: v1\nmetadata: {name: x}', /kind/, 1],
    ['a repeated object', 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: x}\n', /already/, 7],
    ['an empty file', '# nothing\n', /no object/, undefined],
    ['a scalar', 'hello', /must be a Kubernetes object/, 1],
  ];
  it.each(bad)('refuses %s, saying where', (_name, text, message, line) => {
    const { text: topology, problems } = TopologyText.parse(text, 'x');
    expect(topology).toBeUndefined();
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.line).toBe(line);
  });

  it('refuses an alias bomb quickly', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`);
    const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nl0: &l0 [lol]\n${levels.join('\n')}\n`;
    const { text, problems } = TopologyText.parse(bomb, 'x');
    expect(text).toBeUndefined();
    expect(problems[0]?.message).toMatch(/alias/i);
  });

  it('never throws, and writing then reading any topology is identity', () => {
    const scalar: fc.Arbitrary<JsonValue> = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)));
    const key = fc.string({ minLength: 1, maxLength: 8 }).filter((k) => !forbiddenKeys.has(k));
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(key, tie('tree'), { maxKeys: 3 }) as fc.Arbitrary<JsonValue>),
    }));
    const manifest = fc.record({ name: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), data: tree, before: tree }).map(({ name, data, before }) => ({
      name, first: { apiVersion: 'example.com/v1', kind: 'Gizmo', metadata: { name }, spec: before } as Manifest, second: { apiVersion: 'example.com/v1', kind: 'Gizmo', metadata: { name }, spec: data } as Manifest,
    }));
    fc.assert(fc.property(fc.uniqueArray(manifest, { selector: (m) => m.name, maxLength: 4 }), (manifests) => {
      const text = TopologyText.empty('p', 7);
      for (const { first } of manifests) text.put(first);
      const reread = parsed(text.toString());
      expect(reread.topology).toEqual(text.topology);
      for (const { second } of manifests) reread.put(second);
      expect(parsed(reread.toString()).topology.manifests).toEqual(manifests.map((m) => m.second));
    }), { numRuns: 150 });
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => { TopologyText.parse(text, 'x'); }), { numRuns: 300 });
  });
});
