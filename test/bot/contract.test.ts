import { createBot } from '../../bot/index.ts';
import { botContract } from './contract.ts';

botContract('botbuilder', ({ inbound, fetch, clock, log, ...config }) =>
  createBot(
    { ...config, type: 'SingleTenant', credential: { secret: 'only-for-loopback' } },
    { inbound, fetch, clock, wallClock: { now: Date.now }, log },
  ),
);
