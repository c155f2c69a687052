import {measureSlots,saySlots} from './slots.ts'; console.log(saySlots(measureSlots()));
