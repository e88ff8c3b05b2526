/** Jobs and CronJobs. */
export const batchFidelity = `
JobSpec @validation @traces @job.test
  + parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes
  + selector manualSelector template completionMode suspend podReplacementPolicy managedBy
  + ttlSecondsAfterFinished @ttl-after-finished.test
PodFailurePolicy @job.test
  + rules
PodFailurePolicyRule @job.test
  + action onExitCodes onPodConditions
PodFailurePolicyOnExitCodesRequirement @job.test
  + containerName operator values
PodFailurePolicyOnPodConditionsPattern @job.test
  + type status
SuccessPolicy @job.test
  + rules
SuccessPolicyRule @job.test @indexes.test
  + succeededIndexes succeededCount
JobStatus @traces @job.test
  + conditions startTime completionTime active succeeded failed terminating completedIndexes failedIndexes uncountedTerminatedPods ready
JobCondition @traces @job.test
  + type status lastProbeTime lastTransitionTime reason message
UncountedTerminatedPods @job.test
  + succeeded failed
CronJobSpec @validation @cronjob.test
  + schedule @cron
  + timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate successfulJobsHistoryLimit failedJobsHistoryLimit
JobTemplateSpec @cronjob.test
  + metadata spec
CronJobStatus @cronjob.test
  + active lastScheduleTime lastSuccessfulTime
`;
