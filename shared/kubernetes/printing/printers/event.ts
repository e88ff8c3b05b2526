import { fieldsOf, isSet, numberOf, optionalFields, textOf } from '../../fields.ts';
import { nameOf, sinceText } from '../cells.ts';
import { column, printer, wide } from '../table.ts';

/** Source: printEvent. Both forms of an Event: with first and last times and a count, and with an event time and a series. */
export const eventPrinter = printer(
  [
    column('Last Seen'), column('Type'), column('Reason'), column('Object'), wide('Subobject'), wide('Source'), column('Message'),
    wide('First Seen'), wide('Count'), column('Name', { format: 'name', wide: true }),
  ],
  (event, nowMs) => {
    const involved = fieldsOf(event, 'involvedObject');
    const source = fieldsOf(event, 'source');
    const series = optionalFields(event, 'series');
    const first = sinceText(event[isSet(event, 'firstTimestamp') ? 'firstTimestamp' : 'eventTime'], nowMs);
    const last = series ? sinceText(series['lastObservedTime'], nowMs)
      : isSet(event, 'lastTimestamp') ? sinceText(event['lastTimestamp'], nowMs) : first;
    const kind = textOf(involved, 'kind').toLowerCase();
    const instance = textOf(source, 'host') || textOf(event, 'reportingInstance');
    const component = textOf(source, 'component') || textOf(event, 'reportingComponent');
    return [
      last, textOf(event, 'type'), textOf(event, 'reason'), textOf(involved, 'name') === '' ? kind : `${kind}/${textOf(involved, 'name')}`,
      textOf(involved, 'fieldPath'), instance === '' ? component : `${component}, ${instance}`, textOf(event, 'message').trim(), first,
      series ? numberOf(series, 'count') : numberOf(event, 'count') || 1, nameOf(event),
    ];
  },
);
