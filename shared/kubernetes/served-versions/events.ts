import { renamedFields } from './renamed-fields.ts';
import type { ServedVersion } from './served-version.ts';

/** Source: pkg/apis/events/v1/conversion.go. */
export const eventsVersion: ServedVersion = {
  apiVersion: 'events.k8s.io/v1', kind: 'Event', storedAs: 'v1', resource: 'events', options: { short: ['ev'] }, schema: 'EventsEvent',
  ...renamedFields({
    involvedObject: 'regarding', message: 'note', source: 'deprecatedSource', firstTimestamp: 'deprecatedFirstTimestamp',
    lastTimestamp: 'deprecatedLastTimestamp', count: 'deprecatedCount', reportingComponent: 'reportingController',
  }),
};
