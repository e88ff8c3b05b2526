import type { Definitions } from '../notation.ts';

/** Group `batch`: Job and CronJob. */
export const batchDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum CompletionMode = NonIndexed | Indexed
enum ConcurrencyPolicy = Allow | Forbid | Replace
enum PodReplacementPolicy = TerminatingOrFailed | Failed
enum PodFailurePolicyAction = FailJob | FailIndex | Ignore | Count
enum PodFailurePolicyOnExitCodesOperator = In | NotIn
Job: Runs pods until a number of them succeed.
  metadata  ObjectMeta
  spec      JobSpec*
  status    JobStatus
JobSpec
  parallelism              int32?          # Pods that run at once. Default 1.
  completions              int32?          # Pods that must succeed. Default 1.
  activeDeadlineSeconds    int64?          # Seconds the job may take.
  podFailurePolicy         PodFailurePolicy?
  successPolicy            SuccessPolicy?
  backoffLimit             int32?          # Failures before the job is failed. Default 6.
  backoffLimitPerIndex     int32?
  maxFailedIndexes         int32?
  selector                 LabelSelector?  # Made by the server unless manualSelector is set.
  manualSelector           bool?
  template                 PodTemplateSpec*  # The pod to run; its restartPolicy is Never or OnFailure.
  ttlSecondsAfterFinished  int32?          # Seconds after the end before the job is removed.
  completionMode           CompletionMode? # Indexed gives each pod a number.
  suspend                  bool?           # While true, no pods are made.
  podReplacementPolicy     PodReplacementPolicy?
  managedBy                string?
PodFailurePolicy
  rules  []PodFailurePolicyRule!*
PodFailurePolicyRule
  action           PodFailurePolicyAction!*
  onExitCodes      PodFailurePolicyOnExitCodesRequirement?
  onPodConditions  []PodFailurePolicyOnPodConditionsPattern
PodFailurePolicyOnExitCodesRequirement
  containerName  string?
  operator       PodFailurePolicyOnExitCodesOperator!*
  values         []int32!* set nopatch
PodFailurePolicyOnPodConditionsPattern
  type    string!*
  status  ConditionStatus!
SuccessPolicy
  rules  []SuccessPolicyRule!*
SuccessPolicyRule
  succeededIndexes  string?
  succeededCount    int32?
JobStatus
  conditions               []JobCondition patch=type
  startTime                time?
  completionTime           time?
  active                   int32
  succeeded                int32
  failed                   int32
  terminating              int32?
  completedIndexes         string
  failedIndexes            string?
  uncountedTerminatedPods  UncountedTerminatedPods?
  ready                    int32?
JobCondition
  type                string!*
  status              ConditionStatus!*
  lastProbeTime       time!
  lastTransitionTime  time!
  reason              string
  message             string
UncountedTerminatedPods
  succeeded  []string set
  failed     []string set
CronJob: Makes a Job at times given by a schedule.
  metadata  ObjectMeta
  spec      CronJobSpec*
  status    CronJobStatus
CronJobSpec
  schedule                    string!*         # Five fields: minute, hour, day, month, weekday; or @hourly and so on.
  timeZone                    string?          # Name of the time zone, e.g. Europe/Berlin. Default that of the controller.
  startingDeadlineSeconds     int64?           # How late a missed run may still start.
  concurrencyPolicy           ConcurrencyPolicy  # What to do when the previous run is not done. Default Allow.
  suspend                     bool?            # While true, no runs start.
  jobTemplate                 JobTemplateSpec* # The Job to make.
  successfulJobsHistoryLimit  int32?           # Successful jobs to keep. Default 3.
  failedJobsHistoryLimit      int32?           # Failed jobs to keep. Default 1.
JobTemplateSpec
  metadata  ObjectMeta
  spec      JobSpec*
CronJobStatus
  active              []ObjectReference
  lastScheduleTime    time?
  lastSuccessfulTime  time?
`,
};
