import { describe, expect, test } from 'vitest';
import type { ExportTargetId } from './index.ts';
import { design, filesOf as filesOfDesign, notesOf as notesOfDesign } from './testing/design.ts';

const filesOf = (target: ExportTargetId, spec: string): Record<string, string> => filesOfDesign(target, design(spec));
const notesOf = (target: ExportTargetId, spec: string): Record<string, string[]> => notesOfDesign(target, design(spec));

const highlyAvailable = `
  network: { podCIDR: 10.1.0.0/16, serviceCIDR: 10.2.0.0/16 }
  machines:
  - { name: m1, roles: [control-plane] }
  - { name: m2, roles: [control-plane, worker], zone: b }
  - { name: m3, roles: [control-plane], taints: [{ key: etcd, value: only, effect: NoExecute }] }
  - { name: w1, roles: [worker], type: m5.large, labels: { disk: ssd, node-role.kubernetes.io/worker: "" }, taints: [{ key: gpu, effect: NoSchedule }] }
  nodeGroups:
  - { name: burst, minSize: 0, maxSize: 3, desiredSize: 2, zones: [a, b] }
`;

describe('kind', () => {
  test('roles, zones, labels, taints and networks', () => {
    expect(filesOf('kind', highlyAvailable)).toEqual({ 'kind.yaml': `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: my-shop
networking:
  podSubnet: 10.1.0.0/16
  serviceSubnet: 10.2.0.0/16
nodes:
- role: control-plane
  image: kindest/node:v1.36.2
- role: control-plane
  image: kindest/node:v1.36.2
  labels:
    topology.kubernetes.io/zone: b
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      taints: []
- role: control-plane
  image: kindest/node:v1.36.2
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      taints:
      - key: node-role.kubernetes.io/control-plane
        effect: NoSchedule
      - key: etcd
        value: only
        effect: NoExecute
- role: worker
  image: kindest/node:v1.36.2
  labels:
    disk: ssd
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      taints:
      - key: gpu
        effect: NoSchedule
- role: worker
  image: kindest/node:v1.36.2
  labels:
    topology.kubernetes.io/zone: a
- role: worker
  image: kindest/node:v1.36.2
  labels:
    topology.kubernetes.io/zone: b
` });
  });

  test('what it cannot say is told', () => {
    expect(notesOf('kind', highlyAvailable)).toEqual({
      NamesNotKept: ['m1', 'm2', 'm3', 'w1'], SizesNotKept: ['w1'], NodeNetworkNotKept: ['10.0.0.0/16'], GroupsFixed: ['burst: 2'], LabelsRefused: ['w1: node-role.kubernetes.io/worker'],
    });
  });

  test('a managed control plane becomes a node; the only node of a cluster keeps no taint there', () => {
    expect(filesOf('kind', '  machines: [{ name: w, roles: [worker] }]\n')['kind.yaml']).toContain('nodes:\n- role: control-plane\n  image: kindest/node:v1.36.2\n- role: worker\n');
    expect(notesOf('kind', '  machines: [{ name: w, roles: [worker] }]\n')).toHaveProperty('ControlPlaneAdded', []);
    expect(notesOf('kind', '  machines: [{ name: c, roles: [control-plane] }]\n')).toHaveProperty('SingleNodeUntainted', ['c']);
    expect(notesOf('kind', '  machines: [{ name: c, roles: [control-plane, worker] }]\n')).not.toHaveProperty('SingleNodeUntainted');
    // The first control plane is the one that kubeadm init makes.
    expect(filesOf('kind', '  machines: [{ name: c, roles: [control-plane, worker] }]\n')['kind.yaml']).toContain('    kind: InitConfiguration\n    nodeRegistration:\n      taints: []\n');
  });
});

describe('kubeadm', () => {
  const files = filesOf('kubeadm', highlyAvailable);

  test('a file for each machine, and one for each group', () => {
    expect(Object.keys(files)).toEqual(['init-m1.yaml', 'join-m2.yaml', 'join-m3.yaml', 'join-w1.yaml', 'join-group-burst.yaml']);
  });

  test.each([
    ['init-m1.yaml', `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
nodeRegistration:
  name: m1
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: my-shop
kubernetesVersion: v1.36.2
controlPlaneEndpoint: my-shop-api:6443
networking:
  podSubnet: 10.1.0.0/16
  serviceSubnet: 10.2.0.0/16
`],
    ['join-m2.yaml', `apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  bootstrapToken:
    apiServerEndpoint: my-shop-api:6443
    token: TOKEN_OF_KUBEADM_INIT
    caCertHashes:
    - sha256:HASH_OF_KUBEADM_INIT
controlPlane:
  certificateKey: CERTIFICATE_KEY_OF_KUBEADM_INIT
nodeRegistration:
  name: m2
  kubeletExtraArgs:
  - name: node-labels
    value: topology.kubernetes.io/zone=b
  taints: []
`],
    ['join-w1.yaml', `apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  bootstrapToken:
    apiServerEndpoint: my-shop-api:6443
    token: TOKEN_OF_KUBEADM_INIT
    caCertHashes:
    - sha256:HASH_OF_KUBEADM_INIT
nodeRegistration:
  name: w1
  kubeletExtraArgs:
  - name: node-labels
    value: disk=ssd
  taints:
  - key: gpu
    effect: NoSchedule
`],
    ['join-group-burst.yaml', `apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  bootstrapToken:
    apiServerEndpoint: my-shop-api:6443
    token: TOKEN_OF_KUBEADM_INIT
    caCertHashes:
    - sha256:HASH_OF_KUBEADM_INIT
`],
  ])('%s', (path, text) => {
    expect(files[path]).toBe(text);
  });

  test('one control plane is reached by its name, none has to be made', () => {
    expect(filesOf('kubeadm', '  machines: [{ name: c, roles: [control-plane] }]\n')['init-c.yaml']).toContain('controlPlaneEndpoint: c:6443\n');
    expect(notesOf('kubeadm', '  machines: [{ name: c, roles: [control-plane] }]\n')).not.toHaveProperty('ValuesToFillIn');
    expect(notesOf('kubeadm', '  machines: [{ name: w, roles: [worker] }]\n')).toHaveProperty('ControlPlaneMissing');
  });
});
