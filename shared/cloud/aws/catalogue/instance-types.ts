/**
 * Instance types of Amazon EC2: plain data.
 * Sources: vCPU, memory, network interfaces and addresses of each: the instance type pages of Amazon EC2. Pods: awslabs/amazon-eks-ami,
 * nodeadm/internal/kubelet/eni-max-pods.txt at 5e1334f, which is ENIs × (addresses of each - 1) + 2 (a test checks it). Volumes: kubernetes-sigs/aws-ebs-csi-driver,
 * pkg/cloud/limits at 03352d5: 27 attachments, shared by volumes and network interfaces, of all families here. Price: US dollars an hour, Linux, on demand, in
 * us-east-1: aws/karpenter-provider-aws, pkg/providers/pricing/zz_generated.pricing_aws.go, generated on 2026-01-19.
 */
export interface InstanceType {
  readonly name: string;
  readonly arch: 'amd64' | 'arm64';
  readonly vcpu: number;
  readonly memoryGi: number;
  /** Network interfaces, and IPv4 addresses of each. */
  readonly enis: number;
  readonly addressesPerEni: number;
  /** Pods with addresses of the VPC. */
  readonly maxPods: number;
  readonly usdPerHour: number;
}

/** Attachments that volumes (the root volume too) and network interfaces share. */
export const maxAttachments = 27;

type Row = readonly [size: string, vcpu: number, memoryGi: number, enis: number, addressesPerEni: number, maxPods: number, usdPerHour: number];

const families: Readonly<Record<string, { readonly arch: InstanceType['arch']; readonly rows: readonly Row[] }>> = {
  t3: {
    arch: 'amd64', rows: [
      ['micro', 2, 1, 2, 2, 4, 0.0104], ['small', 2, 2, 3, 4, 11, 0.0208], ['medium', 2, 4, 3, 6, 17, 0.0416],
      ['large', 2, 8, 3, 12, 35, 0.0832], ['xlarge', 4, 16, 4, 15, 58, 0.1664], ['2xlarge', 8, 32, 4, 15, 58, 0.3328],
    ],
  },
  m5: {
    arch: 'amd64', rows: [
      ['large', 2, 8, 3, 10, 29, 0.096], ['xlarge', 4, 16, 4, 15, 58, 0.192], ['2xlarge', 8, 32, 4, 15, 58, 0.384],
      ['4xlarge', 16, 64, 8, 30, 234, 0.768], ['8xlarge', 32, 128, 8, 30, 234, 1.536], ['12xlarge', 48, 192, 8, 30, 234, 2.304],
      ['16xlarge', 64, 256, 15, 50, 737, 3.072], ['24xlarge', 96, 384, 15, 50, 737, 4.608],
    ],
  },
  m6i: {
    arch: 'amd64', rows: [
      ['large', 2, 8, 3, 10, 29, 0.096], ['xlarge', 4, 16, 4, 15, 58, 0.192], ['2xlarge', 8, 32, 4, 15, 58, 0.384],
      ['4xlarge', 16, 64, 8, 30, 234, 0.768], ['8xlarge', 32, 128, 8, 30, 234, 1.536], ['12xlarge', 48, 192, 8, 30, 234, 2.304],
      ['16xlarge', 64, 256, 15, 50, 737, 3.072], ['24xlarge', 96, 384, 15, 50, 737, 4.608],
    ],
  },
  c5: {
    arch: 'amd64', rows: [
      ['large', 2, 4, 3, 10, 29, 0.085], ['xlarge', 4, 8, 4, 15, 58, 0.17], ['2xlarge', 8, 16, 4, 15, 58, 0.34],
      ['4xlarge', 16, 32, 8, 30, 234, 0.68], ['9xlarge', 36, 72, 8, 30, 234, 1.53], ['18xlarge', 72, 144, 15, 50, 737, 3.06],
    ],
  },
  c6i: {
    arch: 'amd64', rows: [
      ['large', 2, 4, 3, 10, 29, 0.085], ['xlarge', 4, 8, 4, 15, 58, 0.17], ['2xlarge', 8, 16, 4, 15, 58, 0.34],
      ['4xlarge', 16, 32, 8, 30, 234, 0.68], ['8xlarge', 32, 64, 8, 30, 234, 1.36], ['16xlarge', 64, 128, 15, 50, 737, 2.72],
    ],
  },
  r5: {
    arch: 'amd64', rows: [
      ['large', 2, 16, 3, 10, 29, 0.126], ['xlarge', 4, 32, 4, 15, 58, 0.252], ['2xlarge', 8, 64, 4, 15, 58, 0.504],
      ['4xlarge', 16, 128, 8, 30, 234, 1.008], ['8xlarge', 32, 256, 8, 30, 234, 2.016], ['12xlarge', 48, 384, 8, 30, 234, 3.024],
    ],
  },
  r6i: {
    arch: 'amd64', rows: [
      ['large', 2, 16, 3, 10, 29, 0.126], ['xlarge', 4, 32, 4, 15, 58, 0.252], ['2xlarge', 8, 64, 4, 15, 58, 0.504],
      ['4xlarge', 16, 128, 8, 30, 234, 1.008], ['8xlarge', 32, 256, 8, 30, 234, 2.016], ['12xlarge', 48, 384, 8, 30, 234, 3.024],
    ],
  },
  t4g: {
    arch: 'arm64', rows: [
      ['micro', 2, 1, 2, 2, 4, 0.0084], ['small', 2, 2, 3, 4, 11, 0.0168], ['medium', 2, 4, 3, 6, 17, 0.0336],
      ['large', 2, 8, 3, 12, 35, 0.0672], ['xlarge', 4, 16, 4, 15, 58, 0.1344], ['2xlarge', 8, 32, 4, 15, 58, 0.2688],
    ],
  },
  m7g: {
    arch: 'arm64', rows: [
      ['medium', 1, 4, 2, 4, 8, 0.0408], ['large', 2, 8, 3, 10, 29, 0.0816], ['xlarge', 4, 16, 4, 15, 58, 0.1632], ['2xlarge', 8, 32, 4, 15, 58, 0.3264],
      ['4xlarge', 16, 64, 8, 30, 234, 0.6528], ['8xlarge', 32, 128, 8, 30, 234, 1.3056], ['12xlarge', 48, 192, 8, 30, 234, 1.9584],
      ['16xlarge', 64, 256, 15, 50, 737, 2.6112],
    ],
  },
  c7g: {
    arch: 'arm64', rows: [
      ['medium', 1, 2, 2, 4, 8, 0.0363], ['large', 2, 4, 3, 10, 29, 0.0725], ['xlarge', 4, 8, 4, 15, 58, 0.145], ['2xlarge', 8, 16, 4, 15, 58, 0.29],
      ['4xlarge', 16, 32, 8, 30, 234, 0.58], ['8xlarge', 32, 64, 8, 30, 234, 1.16], ['12xlarge', 48, 96, 8, 30, 234, 1.74], ['16xlarge', 64, 128, 15, 50, 737, 2.32],
    ],
  },
};

/** By family, then by size. */
export const instanceTypes: readonly InstanceType[] = Object.entries(families).flatMap(([family, { arch, rows }]) => rows.map(
  ([size, vcpu, memoryGi, enis, addressesPerEni, maxPods, usdPerHour]) => ({ name: `${family}.${size}`, arch, vcpu, memoryGi, enis, addressesPerEni, maxPods, usdPerHour }),
));

const byName = new Map(instanceTypes.map((type) => [type.name, type]));

export function instanceTypeOf(name: string): InstanceType | undefined {
  return byName.get(name);
}

/** `m5` of `m5.large`. */
export function familyOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
