// The map of the public directories. Its background comes from the server that the page names, if any; without one the points stand on plain paper.
// What it shows stands in the list beside it too, so it takes no place in the order of the keyboard but for itself and its two buttons.

import {
  circleMarker,
  control,
  divIcon,
  featureGroup,
  geoJSON,
  latLngBounds,
  layerGroup,
  map as createMap,
  marker,
  tileLayer,
} from 'leaflet';
import type { GeoJsonObject } from 'geojson';
import type { Map as LeafletMap, Point } from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';

interface Participant {
  kind: keyof typeof looks;
  name: string | null;
  address: string | null;
  communeName: string | null;
  page: string;
}

interface Feature {
  geometry: { coordinates: [number, number] } | null;
  properties: Participant;
}

const lille: [number, number] = [50.6366, 3.0635];

// A shape beside the colour: the ring's weight tells kinds apart without it.
const looks = {
  shop: { color: '#0f4c35', weight: 2, fillOpacity: 0.9, radius: 8 },
  ess: { color: '#8f1d14', weight: 6, fillOpacity: 0.2, radius: 7 },
  event: { color: '#6b4a00', weight: 2, fillOpacity: 0.2, radius: 9 },
  labelled: { color: '#0f4c35', weight: 2, fillOpacity: 0.9, radius: 8 },
  place: { color: '#0f4c35', weight: 2, fillOpacity: 0.9, radius: 8 },
  supporter: { color: '#0f4c35', weight: 2, fillOpacity: 0.9, radius: 8 },
  funder: { color: '#8f1d14', weight: 6, fillOpacity: 0.2, radius: 7 },
  unlabelled: { color: '#0f4c35', weight: 3, fillOpacity: 0.15, radius: 8 },
} as const;

function popup({ name, address, communeName, page }: Participant, unnamed: string): HTMLElement {
  const box = document.createElement('div');
  const link = document.createElement('a');
  const { pathname, search, hash } = new URL(page);
  link.href = pathname + search + hash;
  link.target = window.top === window ? '_self' : '_blank';
  link.rel = 'noopener';
  link.textContent = name ?? unnamed;
  const where = document.createElement('p');
  where.textContent = [address, communeName].filter(Boolean).join(', ');
  box.append(link, where);
  return box;
}

// Plain paper has no names of its own: that of each commune stands over its points, those with the most first, as far as there is room.
function nameTowns(map: LeafletMap, towns: Map<string, [number, number][]>): void {
  const names = layerGroup().addTo(map);
  const byNumber = [...towns].sort(([, one], [, other]) => other.length - one.length);
  const place = (): void => {
    names.clearLayers();
    const taken: Point[] = [];
    for (const [name, places] of byNumber) {
      const bounds = latLngBounds(places);
      const over: [number, number] = [bounds.getNorth(), bounds.getCenter().lng];
      const at = map.latLngToLayerPoint(over);
      if (taken.some((other) => Math.abs(other.x - at.x) < 130 && Math.abs(other.y - at.y) < 22)) continue;
      taken.push(at);
      const words = document.createElement('span');
      words.textContent = name;
      const icon = divIcon({ className: 'map-town', html: words, iconSize: [0, 0] });
      marker(over, { icon, interactive: false, keyboard: false }).addTo(names);
    }
  };
  map.on('zoomend', place);
  place();
}

// Beneath the points, and without them the map says all that it says: the table names each area.
async function draw(map: LeafletMap, outlines: string): Promise<void> {
  const answer = await fetch(outlines);
  if (!answer.ok) throw new Error(String(answer.status));
  geoJSON((await answer.json()) as GeoJsonObject, {
    interactive: false,
    style: (area) => ({
      color: '#1d2b26',
      weight: 1.5,
      dashArray: '4 3',
      fillColor: '#1d2b26',
      fillOpacity: area?.properties['kind'] === 'qpv' ? 0.12 : 0,
    }),
  }).addTo(map);
}

async function show(box: HTMLElement): Promise<void> {
  const {
    points = '',
    outlines,
    tiles,
    attribution = '',
    zoomIn = '',
    zoomOut = '',
    unnamed = '',
    failed = '',
    empty = '',
  } = box.dataset;
  box.hidden = false;
  const legend = box.nextElementSibling;
  if (legend instanceof HTMLElement) legend.hidden = false;
  const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = createMap(box, {
    zoomControl: false,
    scrollWheelZoom: false,
    center: lille,
    zoom: 12,
    maxZoom: 18,
    zoomAnimation: moves,
    fadeAnimation: moves,
    markerZoomAnimation: moves,
    inertia: moves,
  });
  map.attributionControl.setPrefix(false);
  control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  control.scale({ imperial: false }).addTo(map);
  if (tiles) tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(map);

  const say = (words: string): void => {
    const note = document.createElement('p');
    note.className = 'map-note';
    note.setAttribute('role', 'status');
    note.textContent = words;
    box.append(note);
  };
  try {
    const answer = await fetch(points);
    if (!answer.ok) throw new Error(String(answer.status));
    const { features } = (await answer.json()) as { features: Feature[] };
    const found = featureGroup();
    const towns = new Map<string, [number, number][]>();
    for (const { geometry, properties } of features) {
      if (!geometry) continue;
      const [longitude, latitude] = geometry.coordinates;
      circleMarker([latitude, longitude], { fillColor: looks[properties.kind].color, ...looks[properties.kind] })
        .bindPopup(() => popup(properties, unnamed), {
          closeButton: false,
          maxWidth: Math.min(260, box.clientWidth - 80),
        })
        .addTo(found);
      if (properties.communeName)
        towns.set(properties.communeName, [...(towns.get(properties.communeName) ?? []), [latitude, longitude]]);
    }
    if (outlines) await draw(map, outlines);
    found.addTo(map);
    // The list says it in words.
    map.getPane('overlayPane')?.setAttribute('aria-hidden', 'true');
    if (found.getLayers().length > 0) map.fitBounds(found.getBounds(), { padding: [30, 30], maxZoom: 15 });
    else say(empty);
    if (!tiles) nameTowns(map, towns);
    box.dataset['shown'] = String(found.getLayers().length);
  } catch {
    say(failed);
  }
}

for (const box of document.querySelectorAll<HTMLElement>('.map')) void show(box);
