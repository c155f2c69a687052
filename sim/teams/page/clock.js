import { post } from './api.js';
import { h, icon } from './dom.js';
import { clockSeconds, weekday } from './time.js';

/** The demo's clock: its time, its speed, and a pause button. */
export function createClock(speeds) {
  let base = { now: 0, speed: 0, real: performance.now() };
  const time = h('time', { class: 'clock-time', title: 'The time in the demo' });
  const label = h('span', { class: 'sr' }, 'Time in the demo');
  const choice = h(
    'select',
    { 'aria-label': 'Speed of the demo’s clock', onchange: () => set(Number(choice.value)) },
    ...speeds.map((speed) => h('option', { value: speed }, `${speed}×`)),
  );
  const pause = h('button', {
    type: 'button',
    class: 'plain',
    onclick: () => set(base.speed === 0 ? Number(choice.value) : 0),
  });

  function set(speed) {
    void post('/sim/clock', { speed }).then(sync);
  }

  function now() {
    // Virtual time moves in steps. Extrapolate it by at most five seconds of real time, so that the display does not
    // run far ahead.
    return base.now + Math.min(performance.now() - base.real, 5_000) * base.speed;
  }

  function tick() {
    time.textContent = `${weekday(now())} ${clockSeconds(now())}`;
  }

  function sync({ now: at, speed }) {
    const changed = speed !== base.speed || pause.childElementCount === 0;
    base = { now: at, speed, real: performance.now() };
    if (changed) {
      pause.setAttribute('aria-label', speed === 0 ? 'Let the clock run' : 'Stop the clock');
      pause.replaceChildren(icon(speed === 0 ? 'play' : 'pause'));
      if (speed > 0 && speeds.includes(speed)) choice.value = String(speed);
    }
    tick();
  }

  setInterval(tick, 250);
  const element = h(
    'div',
    { class: 'clock' },
    icon('clock'),
    label,
    time,
    ...(speeds.length > 0 ? [pause, choice] : []),
  );
  return { element, sync, now };
}
