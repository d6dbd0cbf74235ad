// Reads iCalendar files with ical.js, as Thunderbird does: a JSON list of them on standard input,
// a JSON list of what each says on standard output. Instants come in UTC.
import ICAL from 'ical.js';
import { readFileSync } from 'node:fs';

const instant = (time) => time.convertToZone(ICAL.Timezone.utcTimezone).toString();

function read(file) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const [component, ...others] = calendar.getAllSubcomponents('vevent');
  if (others.length > 0) throw new Error('an invitation is of one event');
  const event = new ICAL.Event(component);
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue('status'),
    start: instant(event.startDate),
    end: instant(event.endDate),
    summary: event.summary,
    location: event.location,
    organizer: event.organizer,
  };
}

const files = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(files.map(read)));
