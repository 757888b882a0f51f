using System.Collections;
using System.Runtime.InteropServices;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution.Plans;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Writes what a run has gathered, and reads on the way what needs no call. A field that failed is null; where null may not be,
/// what it stands in is null instead ("Handling Field Errors" of the specification).
/// </summary>
internal sealed class AnswerWriter(OperationRun run)
{
    private readonly AnswerJson _json = new(run.AnswerLimit);
    private Step[] _path = new Step[8];
    private int _depth;

    /// <exception cref="ApiError">The answer is too large.</exception>
    public AnswerJson Write(ObjectNode root)
    {
        var start = _json.Length;
        if (!Object(root, root.Source, root.Fields))
        {
            _json.TakeBack(start);
            _json.Null();
        }

        return _json;
    }

    /// <returns>False when the object has become null.</returns>
    private bool Object(ObjectNode? node, object? source, PlannedField[] fields)
    {
        _json.Byte((byte)'{');
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            if (i > 0)
            {
                _json.Byte((byte)',');
            }

            _json.Raw(field.NameJson);
            Push(new Step(field, 0));
            var value = node is null || field.IsImmediate ? Read(field, source!) : node.Values[i];
            if (!Value(field, field.Shape, value))
            {
                return false;
            }

            _depth--;
        }

        _json.Byte((byte)'}');
        return true;
    }

    private object? Read(PlannedField field, object source)
    {
        try
        {
            return field.Property!.Read(source);
        }
#pragma warning disable CA1031 // Whatever a property throws is answered as an error of its field.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Report(field, problem);
            return ObjectNode.Failed;
        }
    }

    /// <returns>False when there is null where null may not be, so that what is around it becomes null.</returns>
    private bool Value(PlannedField field, Shape shape, object? value)
    {
        var (start, depth) = (_json.Length, _depth);
        var done = value is null ? Done.Null : value == ObjectNode.Failed ? Done.Failed : Write(field, shape, value);
        if (done is Done.Written)
        {
            return true;
        }

        _json.TakeBack(start);
        _depth = depth;
        if (!shape.NonNull)
        {
            _json.Null();
            return true;
        }

        if (done is Done.Null)
        {
            Report(field, new InvalidOperationException($"Null for {field.Parent.Name}.{field.Definition.Name}, which is {shape.Type}."));
        }

        return false;
    }

    private Done Write(PlannedField field, Shape shape, object value)
    {
        try
        {
            if (shape.Leaf is { } leaf)
            {
                return leaf.Write(_json, value) ? Done.Written : Done.Null;
            }

            var written = shape.Item is { } item ? List(field, item, (IEnumerable)value)
                : value is ObjectNode node ? Object(node, node.Source, node.Fields)
                : Object(null, value, shape.Selection!.Of(shape.Selection.Type!));
            return written ? Done.Written : Done.Failed;
        }
        catch (Exception problem) when (problem != _json.TooLarge)
        {
            Report(field, problem);
            return Done.Failed;
        }
    }

    /// <returns>False when the list has become null.</returns>
    private bool List(PlannedField field, Shape item, IEnumerable values)
    {
        _json.Byte((byte)'[');
        var count = 0;
        foreach (var value in values)
        {
            if (count > 0)
            {
                _json.Byte((byte)',');
            }

            Push(new Step(null, count++));
            if (!Value(field, item, value))
            {
                return false;
            }

            _depth--;
        }

        _json.Byte((byte)']');
        return true;
    }

    private void Push(Step step)
    {
        if (_depth == _path.Length)
        {
            Array.Resize(ref _path, 2 * _path.Length);
        }

        _path[_depth++] = step;
    }

    private void Report(PlannedField field, Exception problem)
    {
        FieldPath? path = null;
        foreach (var step in _path.AsSpan(0, _depth))
        {
            path = new FieldPath(path, step.Field?.Name, step.Index);
        }

        run.Report(field, path!, problem);
    }

    private enum Done
    {
        Written,
        Null,
        /// <summary>It failed, and that was reported.</summary>
        Failed,
    }

    /// <param name="Field">Null for an item of a list.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Step(PlannedField? Field, int Index);
}
