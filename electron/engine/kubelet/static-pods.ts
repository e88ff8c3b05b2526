import type { Container, Pod, Volume } from '../../../shared/kubernetes/types/pod.ts';
import type { ControlPlaneProcess } from '../simulation/processes.ts';
import { hexDigest, uuidDigest } from '../hex-digest.ts';
import { kubernetesVersion } from './node/node-status.ts';

export const systemNodeCriticalPriority = 2_000_001_000;

interface StaticComponent {
  image: string;
  cpu: string;
  memory?: string;
  port: number;
  hostPaths: readonly string[];
}

/** Requests, ports and paths as kubeadm writes them to /etc/kubernetes/manifests. */
const components: Readonly<Record<ControlPlaneProcess, StaticComponent>> = {
  etcd: {
    image: 'registry.k8s.io/etcd:3.6.6-0', cpu: '100m', memory: '100Mi', port: 2379,
    hostPaths: ['/var/lib/etcd', '/etc/kubernetes/pki/etcd'],
  },
  'kube-apiserver': {
    image: `registry.k8s.io/kube-apiserver:${kubernetesVersion}`, cpu: '250m', port: 6443, hostPaths: ['/etc/kubernetes/pki'],
  },
  'kube-scheduler': {
    image: `registry.k8s.io/kube-scheduler:${kubernetesVersion}`, cpu: '100m', port: 10259, hostPaths: ['/etc/kubernetes/scheduler.conf'],
  },
  'kube-controller-manager': {
    image: `registry.k8s.io/kube-controller-manager:${kubernetesVersion}`, cpu: '200m', port: 10257,
    hostPaths: ['/etc/kubernetes/controller-manager.conf'],
  },
  'cloud-controller-manager': {
    image: `registry.k8s.io/cloud-controller-manager:${kubernetesVersion}`, cpu: '100m', port: 10258,
    hostPaths: ['/etc/kubernetes/cloud-controller-manager.conf'],
  },
};

const manifests = new Map<string, Pod>();
/** Manifests follow from their two parameters, so they are kept only to save work; a session rarely has more machines than this. */
const manifestLimit = 256;

/** The manifest on the disk of a control-plane machine, as the kubelet completes it: name with the node's, bound to it, its own uid. */
export function staticPodManifest(process: ControlPlaneProcess, machine: string): Pod {
  const key = `${process}/${machine}`;
  let manifest = manifests.get(key);
  if (!manifest) {
    if (manifests.size >= manifestLimit) manifests.clear();
    manifests.set(key, (manifest = buildManifest(process, machine)));
  }
  return manifest;
}

export function staticPodUid(process: ControlPlaneProcess, machine: string): string {
  return uuidDigest(`static/${process}/${machine}`);
}

/** Images that a control-plane machine has from its installation on. */
export function preloadedImages(): string[] {
  return ['registry.k8s.io/pause:3.10.1', ...Object.values(components).map((component) => component.image)];
}

function buildManifest(process: ControlPlaneProcess, machine: string): Pod {
  const component = components[process];
  const volumes: Volume[] = component.hostPaths.map((path, index) => ({
    name: `path-${index}`, hostPath: { path, type: path.endsWith('.conf') ? 'FileOrCreate' : 'DirectoryOrCreate' },
  }));
  const container: Container = {
    name: process,
    image: component.image,
    command: [process],
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'probe-port', containerPort: component.port, hostPort: component.port, protocol: 'TCP' }],
    resources: { requests: { cpu: component.cpu, ...(component.memory ? { memory: component.memory } : {}) } },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    volumeMounts: component.hostPaths.map((path, index) => ({
      name: `path-${index}`, mountPath: path, readOnly: !path.startsWith('/var/'),
    })),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${process}-${machine}`,
      namespace: 'kube-system',
      uid: staticPodUid(process, machine),
      labels: { component: process, tier: 'control-plane' },
      annotations: { 'kubernetes.io/config.hash': hexDigest(`${process}/${component.image}`, 32), 'kubernetes.io/config.source': 'file' },
    },
    spec: {
      containers: [container],
      volumes,
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      hostNetwork: true,
      nodeName: machine,
      priority: systemNodeCriticalPriority,
      priorityClassName: 'system-node-critical',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      terminationGracePeriodSeconds: 30,
      tolerations: [{ effect: 'NoExecute', operator: 'Exists' }],
    },
    status: { phase: 'Pending' },
  };
}
