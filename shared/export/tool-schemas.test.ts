import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../topology/read-yaml.ts';
import { addonNames } from '../topology/types.ts';
import { exportTargetOf } from './index.ts';
import { anyTopology } from './testing/arbitrary-topology.ts';
import { design, filesOf, notesOf } from './testing/design.ts';
import { kindPatch, toolSchemas } from './testing/tool-schemas.ts';

/** Any design, with any of kubeadm's add-ons. */
const withAddons = fc.tuple(anyTopology, fc.option(fc.subarray([...addonNames]), { nil: undefined })).map(([{ cluster, manifests }, addons]) => (
  { cluster: { ...cluster, spec: { ...cluster.spec, ...(addons === undefined ? {} : { addons }) } }, manifests }
));

describe.each(['kind', 'kubeadm', 'eksctl'] as const)('%s', (id) => {
  test('takes what it is given: fields of its API, of the types that they have', () => {
    fc.assert(fc.property(withAddons, (topology) => {
      for (const { path, text } of exportTargetOf(id)?.files(topology) ?? []) {
        for (const { value } of readYaml(text).documents) expect(toolSchemas[id].safeParse(value).error?.issues ?? [], `${path}:\n${text}`).toEqual([]);
      }
    }), { numRuns: 100 });
  });

  test('would not take a misspelt field, or text for a number', () => {
    const [file = ''] = Object.values(filesOf(id, design('  machines: [{ name: m, roles: [control-plane, worker] }]\n  nodeGroups: [{ name: g, minSize: 0, maxSize: 2 }]\n')));
    const [document] = readYaml(file).documents.map(({ value }) => value as Record<string, unknown>);
    expect(toolSchemas[id].safeParse(document).success).toBe(true);
    expect(toolSchemas[id].safeParse({ ...document, nodez: [] }).success).toBe(false);
    expect(toolSchemas[id].safeParse({ ...document, apiVersion: 4 }).success).toBe(false);
  });
});

test('patches of kind change nothing but the registration of nodes', () => {
  fc.assert(fc.property(anyTopology, (topology) => {
    const [document] = readYaml(filesOf('kind', topology)['kind.yaml'] ?? '').documents;
    for (const { kubeadmConfigPatches = [] } of (document?.value as { nodes: { kubeadmConfigPatches?: string[] }[] }).nodes) {
      for (const patch of kubeadmConfigPatches) expect(kindPatch.safeParse(readYaml(patch).documents[0]?.value).error?.issues ?? []).toEqual([]);
    }
  }), { numRuns: 60 });
});

describe('add-ons that a design does without', () => {
  const without = (addons: string): ReturnType<typeof design> => design(`  machines: [{ name: m, roles: [control-plane, worker] }]\n  addons: ${addons}\n`);

  test.each([
    ['kubeadm', '[]', 'init-m.yaml', /dns:\n {2}disabled: true\nproxy:\n {2}disabled: true\n/, { AddonsLeftOut: ['coredns', 'kube-proxy'] }],
    ['kubeadm', '[coredns]', 'init-m.yaml', /^(?![\s\S]*dns:)[\s\S]*proxy:\n {2}disabled: true\n/, { AddonsLeftOut: ['kube-proxy'] }],
    ['kind', '[]', 'kind.yaml', /kubeProxyMode: none\n/, { AddonsLeftOut: ['kube-proxy'], AddonsKept: ['coredns'] }],
    ['eksctl', '[kube-proxy]', 'cluster.yaml', /disableDefaultAddons: true\naddons:\n- name: vpc-cni\n- name: kube-proxy\n(?!- name: coredns)/, { AddonsLeftOut: ['coredns'] }],
  ] as const)('%s %s', (id, addons, path, text, notes) => {
    expect(filesOf(id, without(addons))[path]).toMatch(text);
    expect(notesOf(id, without(addons))).toMatchObject(notes);
  });

  test('terraform makes none of them, and waits for none', () => {
    const files = filesOf('terraform', without('[coredns]'));
    expect(Object.values(files).join('')).not.toContain('kube_proxy');
    expect(Object.values(files).join('')).toContain('aws_eks_addon" "coredns');
  });

  test('all of them where nothing is said', () => {
    const all = design('  machines: [{ name: m, roles: [control-plane, worker] }]\n');
    for (const id of ['kubeadm', 'kind', 'eksctl', 'terraform'] as const) expect(Object.keys(notesOf(id, all)).filter((code) => code.startsWith('Addons'))).toEqual([]);
  });
});

test('planned failures are told of', () => {
  const planned = design('  machines: [{ name: m, roles: [worker] }]\n  faults:\n  - { at: 2m, kind: PowerOff, machine: m, for: 90s, name: a rat }\n  - { at: 300, kind: CutCable, machine: m }\n');
  for (const id of ['manifests', 'kind', 'kubeadm', 'eksctl', 'terraform'] as const) expect(notesOf(id, planned)).toMatchObject({ FaultsLeftOut: ['a rat', 'CutCable 300s'] });
});
