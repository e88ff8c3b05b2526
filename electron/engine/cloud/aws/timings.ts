/** How long AWS takes, in milliseconds. It gives no promises: what one usually sees, kept fixed so that a history can be repeated. */

/** Answers, by action; of all others `otherCallMs`. */
const callMs: Readonly<Record<string, number>> = {
  RunInstances: 1_400, TerminateInstances: 500, StartInstances: 500, CreateVolume: 350, AttachVolume: 450, DetachVolume: 400, DeleteVolume: 300, ModifyVolume: 600,
  CreateLoadBalancer: 900, DeleteLoadBalancer: 600, CreateTargetGroup: 350, CreateListener: 300, RegisterTargets: 250, DeregisterTargets: 250, CreateRoute: 300,
  CreateNatGateway: 700, CreateVpc: 600, CreateRule: 250, ConfigureHealthCheck: 300, CreateSecurityGroup: 400,
  RegisterInstancesWithLoadBalancer: 250, DeregisterInstancesFromLoadBalancer: 250,
};
const otherCallMs = 150;

export function answerMs(action: string): number {
  return callMs[action] ?? otherCallMs;
}

/** From RunInstances until an instance is `running`, and from the end of its power until it is `terminated`. */
export const pendingMs = 12_000;
export const shuttingDownMs = 35_000;
/** A terminated instance is shown for about an hour. */
export const terminatedShownMs = 3_600_000;

/** From the answer until a new volume is `available`; a volume is `attached`, and `detached`. */
export const volumeCreatingMs = 1_800;
export const volumeAttachingMs = 1_600;
export const volumeDetachingMs = 2_500;
export const volumeModifyingMs = 5_000;

/** A Network or Application Load Balancer is `provisioning` for this long. A Classic one has no such state: its name has addresses a little after it was made. */
export const balancerProvisioningMs = 150_000;
export const classicNamedMs = 60_000;
/** Source: defaultNlbHealthCheckInterval, defaultNlbHealthCheckThreshold of cloud-provider-aws. */
export const balancerCheck = { periodMs: 30_000, failures: 3, successes: 3 };
/** Source: defaultElbHCInterval, defaultElbHCUnhealthyThreshold, defaultElbHCHealthyThreshold of cloud-provider-aws. */
export const classicCheck = { periodMs: 10_000, failures: 6, successes: 2 };
/** deregistration_delay.timeout_seconds. */
export const deregistrationDelayMs = 300_000;

/** An Auto Scaling group that could not launch tries again: soon, then less and less often. */
export const firstLaunchRetryMs = 60_000;
export const lastLaunchRetryMs = 900_000;
/** Whoever makes an instance by hand tries again that often. */
export const buildRetryMs = 30_000;
