// Finds the codec's functions in whatever shape it has, and gives back the one function that the host calls.
(function (global) {
  var setNow = global.$setNow;
  delete global.$setNow;
  var CodecDate = global.Date;
  function find(name) {
    if (typeof global[name] === 'function') { return global[name]; }
    var exported = global.module && global.module.exports;
    if (exported && typeof exported[name] === 'function') { return exported[name]; }
    return global.exports && typeof global.exports[name] === 'function' ? global.exports[name] : null;
  }
  var decodeUplink = find('decodeUplink');
  var decodeDownlink = find('decodeDownlink');
  var encodeDownlink = find('encodeDownlink');
  var normalizeUplink = find('normalizeUplink');
  var Decode = find('Decode');
  var Decoder = find('Decoder');
  var Encode = find('Encode');
  var Encoder = find('Encoder');
  function bytesOf(text) {
    var bytes = [];
    for (var i = 0; i < text.length; i++) { bytes.push(text.charCodeAt(i)); }
    return bytes;
  }
  function encode(input, fPort, variables) {
    var data = JSON.parse(input);
    if (encodeDownlink) { return encodeDownlink({ data: data, fPort: fPort || undefined, variables: variables }); }
    if (Encode) { return { bytes: Encode(fPort, data, variables), fPort: fPort || 1 }; }
    if (Encoder) { return { bytes: Encoder(data, fPort), fPort: fPort || 1 }; }
    throw new Error('the codec has no encodeDownlink');
  }
  function decode(name, input, fPort, millis, variables) {
    var bytes = bytesOf(input);
    var fn = name === 'decodeDownlink' ? decodeDownlink : decodeUplink;
    if (fn) { return fn({ bytes: bytes, fPort: fPort, recvTime: new CodecDate(millis), variables: variables }); }
    if (name === 'decodeUplink' && Decode) { return { data: Decode(fPort, bytes, variables) }; }
    if (name === 'decodeUplink' && Decoder) { return { data: Decoder(bytes, fPort) }; }
    throw new Error('the codec has no ' + name);
  }
  function normalise(input, variables) {
    if (!normalizeUplink) { throw new Error('the codec has no normalizeUplink'); }
    return normalizeUplink({ data: JSON.parse(input), variables: variables });
  }
  return function (name, input, fPort, millis, variablesJson) {
    setNow(millis);
    var variables = variablesJson === '' ? {} : JSON.parse(variablesJson);
    var answer = name === 'encodeDownlink' ? encode(input, fPort, variables)
      : name === 'normalizeUplink' ? normalise(input, variables)
      : decode(name, input, fPort, millis, variables);
    if (answer === null || typeof answer !== 'object') {
      throw new Error('the codec returned ' + answer + ', expected an object with data or errors');
    }
    if (answer.bytes && !Array.isArray(answer.bytes)) { answer.bytes = Array.prototype.slice.call(answer.bytes); }
    return JSON.stringify(answer);
  };
})(globalThis)
