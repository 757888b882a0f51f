using Distribution.Api.GraphQL.Uploads;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>A file that comes beside the operation; it can't be written in a document or in JSON.</summary>
internal sealed class UploadScalar : ScalarGraphType
{
    public UploadScalar()
    {
        Name = "Upload";
        Description = $"A file, sent as the GraphQL multipart request specification says. The request needs one of the headers {string.Join(", ", Preflight.Headers)}.";
        SpecifiedBy.Mark(this, "https://github.com/jaydenseric/graphql-multipart-request-spec");
    }

    public override object? ParseLiteral(GraphQLValue value) => value is GraphQLNullValue ? null : throw NotAFile();

    public override bool CanParseLiteral(GraphQLValue value) => value is GraphQLNullValue;

    public override object? ParseValue(object? value) => value is null or Upload ? value : throw NotAFile();

    public override object? Serialize(object? value) => throw new InvalidOperationException("Files are not answered; they have addresses of their own.");

    private static FormatException NotAFile() => new("An Upload is a variable, null in the operation, whose file comes in a multipart request.");
}
