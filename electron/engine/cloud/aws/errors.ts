import type { CloudCall, CloudError } from '../../../../shared/view/cloud.ts';
import { uuidDigest } from '../../hex-digest.ts';

/** Errors with the texts that AWS answers. Sources: the error code pages of Amazon EC2, Auto Scaling and Elastic Load Balancing. */

const serviceNames: Readonly<Record<string, string>> = {
  ec2: 'EC2', elasticloadbalancing: 'Elastic Load Balancing v2', autoscaling: 'Auto Scaling',
};

export function insufficientCapacity(instanceType: string, zone: string, others: readonly string[]): CloudError {
  const elsewhere = others.length > 0 ? ` or choosing ${others.join(', ')}` : '';
  return {
    code: 'InsufficientInstanceCapacity',
    message: `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning `
      + `additional capacity. You can currently get ${instanceType} capacity by not specifying an Availability Zone in your request${elsewhere}.`,
  };
}

/** The zone has none of the type, and never will. @param others zones that have it */
export function unsupportedType(instanceType: string, zone: string, others: readonly string[]): CloudError {
  return {
    code: 'Unsupported',
    message: `Your requested instance type (${instanceType}) is not supported in your requested Availability Zone (${zone}). Please retry your request by not specifying an `
      + `Availability Zone or choosing ${others.join(', ')}.`,
  };
}

export function vcpuLimit(limit: number): CloudError {
  return {
    code: 'VcpuLimitExceeded',
    message: `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to. `
      + 'Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.',
  };
}

/** Too many requests: EC2 has a code of its own. */
export function throttled(service: string): CloudError {
  return service === 'ec2' ? { code: 'RequestLimitExceeded', message: 'Request limit exceeded.' } : { code: 'Throttling', message: 'Rate exceeded' };
}

export function error(code: string, message: string): CloudError {
  return { code, message };
}

/** Errors of AWS' side rather than of the request's. */
const statusCodes: Readonly<Record<string, number>> = {
  RequestLimitExceeded: 503, Unavailable: 503, InternalError: 500, InsufficientInstanceCapacity: 500, UnauthorizedOperation: 403, VcpuLimitExceeded: 400,
};

/** An error as aws-sdk-go-v2 words it, in which components pass it on. */
export function sdkError({ id, service, action }: Pick<CloudCall, 'id' | 'service' | 'action'>, { code, message }: CloudError, title = serviceNames[service] ?? service): string {
  return `operation error ${title}: ${action}, https response error StatusCode: ${statusCodes[code] ?? 400}, `
    + `RequestID: ${uuidDigest(`request/${id}`)}, api error ${code}: ${message}`;
}
