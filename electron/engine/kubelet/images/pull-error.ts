import { hexDigest } from '../../hex-digest.ts';
import type { PullFailure } from './state.ts';
import { parseImageName } from './image-name.ts';

const dockerHub = 'registry-1.docker.io';

/** What the container runtime says when a pull fails, as the kubelet passes it on. Source: containerd's resolver, CRI PullImage. */
export function pullError(image: string, failure: PullFailure): string {
  const name = parseImageName(image);
  const full = name ? `${name.repository}${name.suffix}` : image;
  if (failure === 'NoSpace') {
    const ingest = `/var/lib/containerd/io.containerd.content.v1.content/ingest/${hexDigest(full, 64)}/data`;
    return `rpc error: code = Unknown desc = failed to pull and unpack image "${full}": failed to copy: write ${ingest}: no space left on device`;
  }
  const resolving = `failed to pull and unpack image "${full}": failed to resolve reference "${full}":`;
  if (failure === 'NotFound') return `rpc error: code = NotFound desc = ${resolving} ${full}: not found`;
  const [registry = '', ...path] = (name?.repository ?? image).split('/');
  const host = registry === 'docker.io' ? dockerHub : registry;
  const reference = (name?.suffix ?? ':latest').replace(/^[:@]/, '');
  const url = `https://${host}/v2/${path.join('/')}/manifests/${reference}`;
  return `rpc error: code = Unknown desc = ${resolving} failed to do request: Head "${url}": dial tcp: lookup ${host}: i/o timeout`;
}
