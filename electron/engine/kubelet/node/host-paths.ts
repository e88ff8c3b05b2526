import type { HostPathKind, NodeRuntime } from './node-state.ts';

/** What every machine has on its disk, as far as pods are known to ask for it. */
const present: Readonly<Record<HostPathKind, readonly string[]>> = {
  Directory: [
    '/', '/boot', '/dev', '/etc', '/etc/cni/net.d', '/etc/kubernetes', '/etc/kubernetes/manifests', '/etc/ssl/certs', '/home', '/lib', '/lib/modules', '/mnt', '/opt', '/opt/cni/bin',
    '/proc', '/root', '/run', '/run/containerd', '/run/udev', '/srv', '/sys', '/sys/fs/bpf', '/sys/fs/cgroup', '/tmp', '/usr', '/usr/share/ca-certificates', '/usr/src', '/var', '/var/cache', '/var/lib',
    '/var/lib/containerd', '/var/lib/kubelet', '/var/lib/kubelet/pods', '/var/lib/kubelet/plugins', '/var/lib/kubelet/plugins_registry', '/var/log', '/var/log/containers', '/var/log/pods', '/var/run',
    '/var/tmp',
  ],
  File: ['/etc/hostname', '/etc/hosts', '/etc/localtime', '/etc/machine-id', '/etc/os-release', '/etc/passwd', '/etc/resolv.conf', '/run/xtables.lock', '/var/lib/kubelet/config.yaml'],
  Socket: ['/run/containerd/containerd.sock', '/run/dbus/system_bus_socket', '/var/run/containerd/containerd.sock'],
  CharDevice: ['/dev/console', '/dev/fuse', '/dev/kmsg', '/dev/null', '/dev/random', '/dev/tty', '/dev/urandom', '/dev/zero'],
  BlockDevice: ['/dev/vda', '/dev/vda1'],
};
const presentKinds = new Map((Object.keys(present) as HostPathKind[]).flatMap((kind) => present[kind].map((path) => [path, kind] as const)));

const wantedKinds: Readonly<Record<string, { kind: HostPathKind; text: string; made: boolean }>> = {
  '': { kind: 'Directory', text: '', made: true },
  DirectoryOrCreate: { kind: 'Directory', text: 'directory', made: true },
  Directory: { kind: 'Directory', text: 'directory', made: false },
  FileOrCreate: { kind: 'File', text: 'file', made: true },
  File: { kind: 'File', text: 'file', made: false },
  Socket: { kind: 'Socket', text: 'socket file', made: false },
  CharDevice: { kind: 'CharDevice', text: 'character device', made: false },
  BlockDevice: { kind: 'BlockDevice', text: 'block device', made: false },
};

/**
 * Why a path of the machine cannot be mounted as what it should be; what may be made is made. Without a type anything will do, and the container runtime makes a directory.
 * Source: checkTypeInternal, pkg/volume/hostpath/host_path.go.
 */
export function hostPathProblem(node: NodeRuntime, path: string, type: string = ''): string | undefined {
  const wanted = wantedKinds[type];
  if (!wanted) return `${type} is an invalid volume type`;
  const clean = path.length > 1 ? path.replace(/\/+$/u, '') : path;
  const found = node.hostPaths?.get(clean) ?? presentKinds.get(clean);
  if (found === undefined && wanted.made) {
    make(node, clean, wanted.kind);
    return undefined;
  }
  return type === '' || found === wanted.kind ? undefined : `hostPath type check failed: ${path} is not a ${wanted.text}`;
}

/** Makes a path, and the directories above it where a directory is made. */
function make(node: NodeRuntime, path: string, kind: HostPathKind): void {
  node.hostPaths ??= new Map();
  node.hostPaths.set(path, kind);
  for (let parent = parentOf(path); parent !== '' && !presentKinds.has(parent) && !node.hostPaths.has(parent); parent = parentOf(parent)) node.hostPaths.set(parent, 'Directory');
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
