// Calls a codec as it likes to be called. Each call runs the codec's file anew, as a function, so that nothing of the call before
// is left; what it put beside the known globals is taken away again. The first letter of the answer tells what it is: A an answer
// in JSON, E the reason why there is none; in lower case if the context must not be used again.
(function (global, world) {
  'use strict';
  var stringify = JSON.stringify;
  var parse = JSON.parse;
  var isArray = Array.isArray;
  var isView = ArrayBuffer.isView;
  var keys = Reflect.ownKeys;
  var remove = Reflect.deleteProperty;
  var charCode = Function.prototype.call.bind(String.prototype.charCodeAt);
  var setNow = world.setNow;
  var WorldDate = world.Date;
  var known = new Set(keys(global));
  var isKnown = known.has.bind(known);
  var count = known.size;

  // True if all is as it was.
  function restore() {
    var present = keys(global);
    if (present.length === count) { return true; }
    for (var i = 0; i < present.length; i++) {
      if (!isKnown(present[i]) && !remove(global, present[i])) { return false; }
    }
    return keys(global).length === count;
  }
  function bytesOf(text) {
    var bytes = [];
    for (var i = 0; i < text.length; i++) { bytes[i] = charCode(text, i); }
    return bytes;
  }
  function list(value) {
    if (value === null || value === undefined || value === false || value === '') { return undefined; }
    if (isArray(value)) { return value.length ? value : undefined; }
    return [value];
  }
  function objectOf(answer) {
    if (answer === null || typeof answer !== 'object') {
      throw new TypeError('the codec returned ' + (typeof answer === 'object' ? 'null' : typeof answer)
        + ', expected an object with data or errors');
    }
    return answer;
  }
  // data, or errors; and warnings
  function decoded(answer) {
    var errors = list(objectOf(answer).errors);
    var warnings = list(answer.warnings);
    if (errors === undefined && answer.data === undefined && warnings === undefined) {
      throw new TypeError('the codec returned neither data nor errors');
    }
    return errors === undefined ? { data: answer.data, warnings: warnings } : { errors: errors, warnings: warnings };
  }
  function encoded(answer) {
    var errors = list(objectOf(answer).errors);
    var warnings = list(answer.warnings);
    if (errors !== undefined) { return { errors: errors, warnings: warnings }; }
    return { bytes: plain(answer.bytes), fPort: answer.fPort, warnings: warnings };
  }
  function plain(bytes) {
    if (isArray(bytes) || bytes === undefined || bytes === null) { return bytes; }
    var out = [];
    for (var i = 0; i < bytes.length && i < 4096; i++) { out[i] = bytes[i]; }
    return out;
  }

  return function (codec) {
    // The codec's function of that name, wherever it put it.
    function finder() {
      var module = { exports: {} };
      var exports = module.exports;
      var inside = codec.call(global, exports, module);
      return function (name) {
        var found = typeof inside === 'function' ? inside(name) : undefined;
        if (typeof found === 'function') { return found; }
        var exported = module.exports;
        if (exported !== null && exported !== undefined && typeof exported[name] === 'function') {
          return exported[name].bind(exported);
        }
        if (typeof exports[name] === 'function') { return exports[name].bind(exports); }
        return typeof global[name] === 'function' ? global[name] : undefined;
      };
    }
    function decode(name, input, fPort, millis, variables) {
      var find = finder();
      var bytes = bytesOf(input);
      var fn = find(name);
      if (fn) {
        return decoded(fn({ bytes: bytes, fPort: fPort, recvTime: new WorldDate(millis), variables: variables }));
      }
      var old = name === 'decodeUplink' && (find('Decode') || find('Decoder'));
      if (!old) { throw new TypeError('the codec has no ' + name); }
      return decoded({ data: find('Decode') ? old(fPort, bytes, variables) : old(bytes, fPort, variables) });
    }
    function encode(input, fPort, variables) {
      var find = finder();
      var data = parse(input);
      var fn = find('encodeDownlink');
      if (fn) { return encoded(fn({ data: data, fPort: fPort || undefined, variables: variables })); }
      var old = find('Encode') || find('Encoder');
      if (!old) { throw new TypeError('the codec has no encodeDownlink'); }
      var port = fPort || 1;
      return encoded({ bytes: find('Encode') ? old(port, data, variables) : old(data, port, variables), fPort: port });
    }
    function normalise(input, variables) {
      var fn = finder()('normalizeUplink');
      if (!fn) { throw new TypeError('the codec has no normalizeUplink'); }
      return decoded(fn({ data: parse(input), variables: variables }));
    }
    // Whether there is anything to call.
    function check() {
      var find = finder();
      if (!find('decodeUplink') && !find('Decode') && !find('Decoder')) { throw new TypeError('no function to call'); }
      return true;
    }
    function answer(name, input, fPort, millis, variables) {
      switch (name) {
        case 'encodeDownlink': return encode(input, fPort, variables);
        case 'normalizeUplink': return normalise(input, variables);
        case '': return check();
        default: return decode(name, input, fPort, millis, variables);
      }
    }
    return function (name, input, fPort, millis, variables) {
      var text;
      try {
        setNow(millis);
        text = 'A' + stringify(answer(name, input, fPort, millis, variables === '' ? {} : parse(variables)));
      } catch (e) {
        text = 'E' + String(e);
      }
      return restore() ? text : text[0].toLowerCase() + text.slice(1);
    };
  };
})
