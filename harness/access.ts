/**
 * What opens the simulated systems: ids and secrets that are worth nothing anywhere else. A process that is told where
 * the simulators are needs nothing more than these.
 */
export const APP_ID = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
export const TENANT_ID = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';
export const BOT_SECRET = 'a-bot-secret-of-the-simulators-alone';

export const HALO_LOGIN = {
  tenant: 'northwind',
  clientId: 'callboard',
  clientSecret: 'a-halo-secret-of-the-simulators-alone',
};
/** Where HaloPSA pushes to, and how it signs in there. */
export const HOOK = {
  path: 'a-path-of-the-simulators-alone',
  user: 'halo',
  password: 'a-hook-password-of-the-simulators-alone',
};

export const GRAPH_SECRET = 'a-graph-secret-of-the-simulators-alone';
/** Microsoft Graph repeats it in each notice. */
export const NOTICE_SECRET = 'a-notice-secret-of-the-simulators-alone';
/** Signs the links that clients get. */
export const LINK_SECRET = 'a-link-secret-of-the-simulators-alone';
