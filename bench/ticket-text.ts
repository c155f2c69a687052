/** Everyday tickets, one after the other. */
export function ticketText(n: number): { summary: string; details: string } {
  const texts = [
    ['Printer on the second floor jams', 'It jams on every second page since this morning.'],
    ['Outlook will not open', 'Outlook crashes when I start it. I have restarted twice. Please call me. Erika'],
    ['Cannot log in to Windows', 'It says my password has expired and the new one is not accepted.'],
    ['Wifi is slow in the meeting room', 'Video calls break off. Two of us see it, with different laptops.'],
    ['New monitor stays black', 'The cable is in, the light is orange. I need it for the month-end closing.'],
    ['VPN drops every ten minutes', 'From home, on the company laptop, since the update of last night.'],
  ] as const;
  const [summary, details] = texts[n % texts.length] ?? texts[0];
  return { summary: `${summary} (${n})`, details };
}
