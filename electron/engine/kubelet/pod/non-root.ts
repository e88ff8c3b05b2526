import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';

interface SecurityContext {
  runAsNonRoot?: boolean;
  runAsUser?: number;
}

/**
 * Why a container that must not run as root is not started. @param imageUser as in the image's profile; undefined: not known, which is let pass
 * Source: verifyRunAsNonRoot, pkg/kubelet/kuberuntime/security_context.go.
 */
export function nonRootProblem(object: Pod, container: Container, imageUser: string | undefined): string | undefined {
  const own = (container.securityContext ?? {}) as SecurityContext;
  const whole = (object.spec.securityContext ?? {}) as SecurityContext;
  if (!(own.runAsNonRoot ?? whole.runAsNonRoot)) return undefined;
  const { name, namespace = '', uid = '' } = object.metadata;
  const where = `(pod: "${name}_${namespace}(${uid})", container: ${container.name})`;
  const user = own.runAsUser ?? whole.runAsUser;
  if (user !== undefined) return user === 0 ? `container's runAsUser breaks non-root policy ${where}` : undefined;
  if (imageUser === undefined) return undefined;
  const [first = ''] = imageUser.split(':');
  if (!/^\d+$/.test(first)) return `container has runAsNonRoot and image has non-numeric user (${first}), cannot verify user is non-root ${where}`;
  return Number(first) === 0 ? `container has runAsNonRoot and image will run as root ${where}` : undefined;
}
