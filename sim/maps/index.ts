export { createMapsSimulator, type MapsSimulator, type MapsSimulatorOptions } from './simulator.ts';
export { drive, type Drive } from './roads.ts';
