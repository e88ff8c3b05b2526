import type { Definitions } from '../notation.ts';

/** Group `events.k8s.io`, version v1, through which Events are served too. */
export const eventsDefinitions: Definitions = {
  goPackage: 'v1', prefix: 'Events',
  text: `
EventsEvent: A message about something that happened to an object.
  metadata                  ObjectMeta
  eventTime                 microTime*
  series                    EventsEventSeries?
  reportingController       string
  reportingInstance         string
  action                    string
  reason                    string
  regarding                 ObjectReference
  related                   ObjectReference?
  note                      string
  type                      EventType
  deprecatedSource          EventSource
  deprecatedFirstTimestamp  time
  deprecatedLastTimestamp   time
  deprecatedCount           int32
EventsEventSeries
  count             int32!*
  lastObservedTime  microTime!*
`,
};
