import type { CategoryRow } from '../category-row.ts';

/** What stands on desks: computers, screens, and what is plugged into them. */
export const HARDWARE: CategoryRow = {
  category: 'hardware',
  skills: [{ skill: 'Hardware', level: 2, must: false }],
  minutes: { incident: 40, request: 30, question: 15, alert: 30 },
  onSite: 0.4,
  usually: 'incident',
  impact: 3,
  questions: ['which-device', 'what-tried', 'since-when'],
  topics: [
    {
      id: 'computer',
      weight: 2,
      phrases: `
        laptop, laptops, notebook*, pc, pcs, computer*, desktop, workstation*, thin client*, macbook*, surface,
        tablet*, ipad*, rechner, ordinateur, ordenador`,
    },
    {
      id: 'peripheral',
      weight: 3,
      minutes: 20,
      phrases: `
        keyboard*, mouse, docking station*, dock, docking, headset*, webcam*, usb, hdmi, display port, tastatur,
        maus, dockingstation, souris, teclado, charger, ladegerät, netzteil, battery, akku, barcode scanner*,
        hand scanner*, card reader*`,
    },
    {
      id: 'screen',
      weight: 3,
      onSite: 0.5,
      phrases: `
        monitor … black, monitor … flicker*, second monitor, two monitors, screen … black, black screen,
        screen flicker*, screen … cracked, cracked screen, bildschirm, monitors, projector*, beamer`,
    },
    { id: 'monitor', weight: 2, phrases: 'monitor, display, screen' },
    {
      id: 'dead',
      weight: 4,
      minutes: 60,
      onSite: 0.75,
      phrases: `
        not switch on, not turn on, wont turn on, wont switch on, wont boot, not boot*, wont start,
        not power on, geht nicht mehr an, startet nicht, spilled, spilt, dropped … laptop, smoke, burning smell`,
    },
    {
      id: 'failing',
      weight: 3,
      minutes: 50,
      phrases: `
        blue screen*, bluescreen*, bsod, hard drive, hard disk, festplatte, ssd, smart, predicted failure,
        overheat*, fan … loud, not charging, not charge, lädt nicht, memory module*, random restart*,
        restarts by itself`,
    },
    {
      id: 'slow-computer',
      weight: 3,
      onSite: 0.15,
      phrases: 'laptop … slow*, computer … slow*, pc … slow*, slow laptop, slow computer, rechner … langsam',
    },
    {
      id: 'sound',
      weight: 4,
      onSite: 0.1,
      phrases: 'no sound, microphone, speaker*, hear me, kein ton, camera',
    },
    { id: 'boot-trouble', weight: 1, phrases: 'hardware, device, boot, gerät, driver, drivers' },
  ],
};
